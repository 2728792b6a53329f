import { mkdtempSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { flameGraph, hottest, type CpuProfile } from './flame-graph.ts'

const profiles = fileURLToPath(new URL('../profiles', import.meta.url))
let folder: string | undefined

/** Node's arguments that leave a profile when the process ends in good order. */
export function profileArgv(): string[] {
  folder = mkdtempSync(join(tmpdir(), 'switchboard-profile-'))
  return ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=500']
}

/** The profiles that were left, as pages with a flame graph each, beside what DevTools can open; answers their paths. */
export async function writeFlameGraphs(name: string): Promise<string[]> {
  if (folder === undefined) return []
  await mkdir(profiles, { recursive: true })
  const written: string[] = []
  for (const file of await readdir(folder)) {
    const json = await readFile(join(folder, file), 'utf8')
    const profile = JSON.parse(json) as CpuProfile
    const title = `${name}-${serviceOf(profile)}`
    // Two gateways are two pages.
    const path = join(
      profiles,
      written.some((one) => one.endsWith(`${title}.html`)) ? `${title}-2` : title,
    )
    await writeFile(`${path}.cpuprofile`, json)
    await writeFile(`${path}.html`, flameGraph(profile, title))
    process.stderr.write(`${title}\n`)
    for (const { where, share } of hottest(profile, 25))
      process.stderr.write(`  ${(share * 100).toFixed(1).padStart(5)} %  ${where}\n`)
    written.push(relative(process.cwd(), `${path}.html`))
  }
  await rm(folder, { recursive: true, force: true })
  return written
}

/** Whose process it was, by the files it ran. */
function serviceOf({ nodes }: CpuProfile): string {
  for (const { callFrame } of nodes) {
    const service = /\/services\/([\w-]+)\//.exec(callFrame.url)?.[1]
    if (service !== undefined) return service
  }
  return 'process'
}
