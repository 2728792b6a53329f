import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Builds a program beside this file into one that a bare Node runs; returns it and how to remove it. */
export async function bundle(name: string): Promise<{ file: string; remove: () => Promise<void> }> {
  const slug = name.replace(/\W/g, '-')
  const file = fileURLToPath(
    new URL(`../node_modules/.tmp/${slug}-${process.pid}-${Date.now()}.mjs`, import.meta.url),
  )
  await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
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
