import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LevelStore } from '@switchboard/history'
import { onTestFinished } from 'vitest'
import type { SwitchboardConfig } from '../../src/index.ts'
import { startSwitchboard, type Running } from './start-switchboard.ts'

/** A folder that is gone when the test is over. */
export async function makeDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A switchboard that keeps what it has in this folder, as a real one does. */
export const startOnFolder = (
  dataDir: string,
  config: Partial<SwitchboardConfig> = {},
): Promise<Running> =>
  startSwitchboard({
    store: new LevelStore({ location: join(dataDir, 'history') }),
    config: { ...config, dataDir },
  })

/** What a running switchboard's task of this kind came to. */
export async function endedJob(running: Running, kind: string): Promise<Record<string, unknown>> {
  for (;;) {
    const answer = await running.api(`/admin/${kind}`)
    const { job } = (await answer.json()) as { job: Record<string, unknown> | null }
    if (job !== null && job['status'] !== 'running') return job
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
