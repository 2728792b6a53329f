import { describe, expect, it } from 'vitest'
import { literalTexts } from './literal-texts.ts'

declare global {
  interface ImportMeta {
    /** Vite's: the files a pattern names, here as text. */
    glob(pattern: string[], how: object): Record<string, string>
  }
}

/** What stands on the keys themselves. */
const keyNames = new Set(['Ctrl Enter'])

const modules = import.meta.glob(['../../src/**/*.{ts,tsx}', '!**/i18n/**', '!**/*.d.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

describe('texts in the code', () => {
  it('[C62] takes every text of the screen from the catalogue', () => {
    expect(Object.keys(modules).length).toBeGreaterThan(100)
    const found = Object.entries(modules).flatMap(([path, source]) =>
      literalTexts(path, source)
        .filter((text) => !keyNames.has(text))
        .map((text) => `${path}: ${text}`),
    )
    expect(found).toEqual([])
  })

  it.each([
    ['<p>Hello</p>', ['Hello']],
    ['<p>{isHere ? `by ${name}` : words.gone}</p>', ['by']],
    ['<p>{name ?? "nobody"}</p>', ['nobody']],
    ['<button aria-label="Close" />', ['Close']],
    ['<input placeholder={isNew ? "New" : words.old} />', ['New']],
    ['<b data-tip={`${n} open`} />', ['open']],
    ['() => say("Not sent: try again")', ['Not sent: try again']],
    ['() => { throw new TypeError("Not a frame.") }', []],
    ['<p className="row" role="status">{words.here} · {n}</p>', []],
    ['<i lang={kind === "open" ? words.a : words.b}>{own(all, "x")}</i>', []],
  ])('[C62] finds the texts of %s', (source, found) => {
    expect(literalTexts('planted.tsx', `export const planted = ${source}`)).toEqual(found)
  })
})
