import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'

const dist = fileURLToPath(new URL('../apps/console/dist', import.meta.url))
const staticImport = /(?:^|[;}\s])(?:import|export)\s*(?:[^"'();]*?from\s*)?"([./][^"]+)"/g

/** The files a page needs before it shows anything: itself, its sheet, its script and what that imports at once. */
function firstLoad(): Set<string> {
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const named = html.matchAll(/(?:<script[^>]*src|<link[^>]*href)="\/([^"]+\.(?:js|css))"/g)
  return withImports(['index.html', ...Array.from(named, ([, file = '']) => file)])
}

function withImports(entries: readonly string[]): Set<string> {
  const files = new Set(entries)
  // A set that is added to is walked to its new end.
  for (const file of files) {
    if (!file.endsWith('.js')) continue
    const text = readFileSync(join(dist, file), 'utf8')
    for (const [, path = ''] of text.matchAll(staticImport))
      files.add(path.startsWith('/') ? path.slice(1) : join(dirname(file), path))
  }
  return files
}

/** What a script was made of, as its source map tells. */
function sourcesOf(script: string): string[] {
  const map: unknown = JSON.parse(readFileSync(join(dist, `${script}.map`), 'utf8'))
  return (map as { sources: string[] }).sources
}

const allScripts = (): string[] =>
  readdirSync(join(dist, 'assets'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => `assets/${name}`)

/** The scripts in which there is something of this. */
const scriptsWith = (part: string): string[] =>
  allScripts().filter((script) => sourcesOf(script).some((source) => source.includes(part)))

/** What comes right after, with the words of both languages. */
const thread = [
  'src/thread/thread-pane.tsx',
  'src/timeline/timeline.tsx',
  'src/i18n/en/composer.ts',
  'src/i18n/zh-cn/composer.ts',
]
/** The words of what is shown first, by language, where they do not come with its code. */
const firstWords = { English: [], Chinese: ['src/i18n/zh-cn/index.ts'] }
/** What is wanted now and then. */
const wanted = [
  'src/composer/emoji-picker.tsx',
  'node_modules/frimousse/',
  'node_modules/emojibase-data/',
  'src/customer/start-dialog.tsx',
  'node_modules/libphonenumber-js/',
  'src/settings/settings-area.tsx',
  'src/settings/people-page.tsx',
  'src/system/system-dialog.tsx',
  'src/palette/palette.tsx',
  'src/keys/help-sheet.tsx',
  'src/welcome/sign-in-page.tsx',
  'src/i18n/zh-cn/inbox.ts',
]

const languages = Object.entries(firstWords)

it.each(languages)('[C180] in %s at most 150 KB of script, gzip, come first', (_, words) => {
  const chosen = words.flatMap(scriptsWith)
  expect(chosen).toHaveLength(words.length)
  const files = [...withImports([...firstLoad(), ...chosen])]
  expect(files.filter((file) => file.endsWith('.css'))).toHaveLength(1)
  expect(files.filter((file) => file.endsWith('.js')).length).toBeGreaterThan(1)
  const scripts = files.filter((file) => file.endsWith('.js'))
  const bytes = scripts.reduce((sum, file) => {
    return sum + gzipSync(readFileSync(join(dist, file))).length
  }, 0)
  expect(bytes / 1024).toBeLessThanOrEqual(150)
})

it.each([...thread, ...wanted])('[C180] %s is not in what the console loads first', (part) => {
  const first = firstLoad()
  const isFirst = (script: string): boolean => first.has(script)
  // What is there is found, this too: else its not being found would say nothing.
  expect(scriptsWith('src/main.tsx').filter(isFirst)).toHaveLength(1)
  expect(scriptsWith(part)).not.toEqual([])
  expect(scriptsWith(part).filter(isFirst)).toEqual([])
})

it.each(wanted)('[C180] %s does not come with the thread either', (part) => {
  const scripts = scriptsWith('src/thread/thread-pane.tsx')
  expect(scripts).toHaveLength(1)
  const loaded = withImports(scripts)
  expect(scriptsWith(part).filter((script) => loaded.has(script))).toEqual([])
})
