import { rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Builds a program into one that a bare Node runs; returns it and how to remove it. */
export async function bundle(program: URL): Promise<{ file: string; remove: () => Promise<void> }> {
  const name = basename(program.pathname, '.ts')
  const file = fileURLToPath(
    new URL(`../node_modules/.tmp/${name}-${process.pid}-${Date.now()}.mjs`, import.meta.url),
  )
  await build({
    entryPoints: [fileURLToPath(program)],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['source'],
    external: ['level', 'level-live-stream', 'through2'],
    logLevel: 'error',
  })
  return { file, remove: () => rm(file, { force: true }) }
}
