import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const source = join(import.meta.dirname, '../apps/console/src')
const tokens = read('styles/tokens.css')
const paths = readdirSync(source, { recursive: true, encoding: 'utf8' })
const sheets = paths.filter((path) => path.endsWith('.css') && !path.endsWith('tokens.css'))
const scripts = paths.filter((path) => /\.tsx?$/.test(path))

/** What a sheet may not say by itself. 1 ms is no motion, and the colour of a label has the label's own hue. */
const literals = {
  'a colour':
    /^ *[a-z][a-z-]*:[^;]*(?:\b(?:oklch|rgba?|hsla?)\((?![^;]*var\(--hue\))|#[\da-f]{6})/m,
  'a size of type': /^ *font-size: *\d/m,
  'a weight': /^ *font-weight: *\d/m,
  'a pause': /^ *(?:transition|animation)[a-z-]*:[^;]*[ (](?!1ms\b)[\d.]+m?s\b/m,
}

function read(path: string): string {
  return readFileSync(join(source, path), 'utf8')
}

function namesIn(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].map(([, name = '']) => name))
}

describe('the tokens of the console', () => {
  it.each(sheets)('%s takes its colours, type and motion from them', (path) => {
    const css = read(path)
    const said = Object.entries(literals).filter(([, literal]) => literal.test(css))
    expect(said.map(([what]) => what)).toEqual([])
  })

  it('are used, each of them, and nothing is used that is not there', () => {
    const all = [tokens, ...[...sheets, ...scripts].map(read)].join('\n')
    const used = namesIn(all, /var\((--[\w-]+)/g)
    const isUsed = (name: string): boolean =>
      used.has(name) || (name.startsWith('--mood-') && used.has('--mood-'))
    const defined = namesIn(tokens, /^ *(--[\w-]+):/gm)
    expect([...defined].filter((name) => !isUsed(name))).toEqual([])
    // A script sets what it names in quotes.
    const known = namesIn(all, /(--[\w-]+)(?:'?: |'[\],])/g)
    expect([...used].filter((name) => name !== '--mood-' && !known.has(name))).toEqual([])
  })
})
