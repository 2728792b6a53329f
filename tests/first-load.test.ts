import { readFileSync } from 'node:fs'
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
  const files = new Set(['index.html', ...Array.from(named, ([, file = '']) => file)])
  // A set that is added to is walked to its new end.
  for (const file of files) {
    if (!file.endsWith('.js')) continue
    const text = readFileSync(join(dist, file), 'utf8')
    for (const [, path = ''] of text.matchAll(staticImport))
      files.add(path.startsWith('/') ? path.slice(1) : join(dirname(file), path))
  }
  return files
}

it('[C180] the console loads at most 150 KB of script, gzip, before it shows anything', () => {
  const files = [...firstLoad()]
  expect(files.filter((file) => file.endsWith('.css'))).toHaveLength(1)
  expect(files.filter((file) => file.endsWith('.js')).length).toBeGreaterThan(1)
  const scripts = files.filter((file) => file.endsWith('.js'))
  const bytes = scripts.reduce((sum, file) => {
    return sum + gzipSync(readFileSync(join(dist, file))).length
  }, 0)
  expect(bytes / 1024).toBeLessThanOrEqual(150)
})
