import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

type Colour = readonly [lightness: number, chroma: number, hue: number]
type Theme = ReadonlyMap<string, Colour>

const css = readFileSync(join(import.meta.dirname, '../apps/console/src/styles/tokens.css'), 'utf8')
const [lightCss = '', darkCss = ''] = css.split(":root[data-theme='dark']")
const light = tokensOf(lightCss)
const themes = { light, dark: new Map([...light, ...tokensOf(darkCss)]) }

function tokensOf(text: string): Theme {
  const found = text.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)
  return new Map(
    [...found].map(([, name = '', l, c, h]) => [name, [Number(l), Number(c), Number(h)]]),
  )
}

/** Oklab to linear sRGB (Björn Ottosson, A perceptual color space for image processing), then WCAG 2.2 luminance. */
function luminance([lightness, chroma, hue]: Colour): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
  const [r = 0, g = 0, bl = 0] = [red, green, blue].map((part) => Math.min(1, Math.max(0, part)))
  return 0.2126 * r + 0.7152 * g + 0.0722 * bl
}

function contrast(theme: Theme, one: string, other: string): number {
  const [dark = 0, bright = 0] = [one, other]
    .map((name) => luminance(theme.get(name)!))
    .toSorted((a, b) => a - b)
  return (bright + 0.05) / (dark + 0.05)
}

/** What a row or the thread may stand on: as it is, pointed at, chosen. */
const grounds = ['paper', 'shade', 'raised', 'hover', 'tint']
const signs = ['devil', 'unhappy', 'neutral', 'happy', 'wink'].map((mood) => `mood-${mood}`)
const words = ['ink', 'ink-2', 'ink-3', 'accent', 'danger']

/** Those of the grounds it does not stand out from by so much. */
function lostOn(theme: Theme, name: string, least: number, all = grounds): string[] {
  return all.filter((ground) => contrast(theme, name, ground) < least)
}

describe.each(Object.entries(themes))('the colours, %s', (_, theme) => {
  it.each(signs)('[C167] show %s wherever it may stand', (sign) => {
    expect(lostOn(theme, sign, 3)).toEqual([])
  })

  it.each(words)('[C167] let one read %s wherever it may stand', (ink) => {
    expect(lostOn(theme, ink, 4.5)).toEqual([])
  })

  it('[C167] tell a field from what is around it', () => {
    expect(lostOn(theme, 'field', 3, ['paper', 'shade', 'raised'])).toEqual([])
  })
})
