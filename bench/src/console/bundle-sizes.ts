import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Bench } from '../case.ts'

const dist = fileURLToPath(new URL('../../apps/console/dist', import.meta.url))

/** What a browser loads before anything shows: the entry, what it imports at once, and its styles; gzip. */
export async function recordSizes(bench: Bench): Promise<void> {
  const html = await readFile(join(dist, 'index.html'), 'utf8')
  const scripts = new Set<string>()
  const script = /<script[^>]*src="\/([^"]+)"/.exec(html)?.[1]
  if (script !== undefined) await addImports(join(dist, script), scripts)
  const styles = [...html.matchAll(/<link[^>]*href="\/([^"]+\.css)"/g)].map(([, file]) =>
    join(dist, file ?? ''),
  )
  bench.record('first load: scripts, gzip', 'KB', await gzipped([...scripts]))
  bench.record('first load: styles, gzip', 'KB', await gzipped(styles))
  bench.record(
    'first load: all, gzip',
    'KB',
    await gzipped([...scripts, ...styles, join(dist, 'index.html')]),
  )
}

async function addImports(file: string, found: Set<string>): Promise<void> {
  if (found.has(file)) return
  found.add(file)
  const text = await readFile(file, 'utf8')
  for (const [, path] of text.matchAll(
    /(?:^|[;}\s])(?:import|export)\s*(?:[^"'();]*?from\s*)?"(\.[^"]+|\/[^"]+)"/g,
  ))
    await addImports(
      path?.startsWith('/') ? join(dist, path) : join(dirname(file), path ?? ''),
      found,
    )
}

async function gzipped(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(async (file) => gzipSync(await readFile(file)).length))
  return sizes.reduce((sum, size) => sum + size, 0) / 1024
}
