import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually, freePort } from '@switchboard/dev-env'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const START_TIMEOUT_MS = 60_000

/** `npm start` in the background: npm leads a process group of its own, which is gone with the last service. */
async function npmStart() {
  const { PATH = '', HOME = '' } = process.env
  const dataDir = await mkdtemp(join(tmpdir(), 'switchboard-'))
  const port = await freePort()
  const env = { PATH, HOME, DATA_DIR: dataDir, PORT: String(port) }
  const child = spawn('npm', ['start'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const pid = child.pid ?? 0
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text: Buffer) => (output += text.toString()))
  const isReady = () => output.includes('Switchboard is ready')
  return {
    pid,
    output: () => output,
    isGroupAlive: () => signal(-pid),
    ready: () => eventually('npm start is ready', isReady, START_TIMEOUT_MS),
    async [Symbol.asyncDispose]() {
      signal(-pid, 'SIGKILL')
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    },
  }
}

/** Whether somebody was there to get it. */
function signal(pid: number, name: NodeJS.Signals | 0 = 0): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

describe.skipIf(process.platform === 'win32')('npm start', () => {
  it('[L23] ends with all services when npm alone gets a SIGTERM', async () => {
    await using npm = await npmStart()
    await npm.ready()
    signal(npm.pid, 'SIGTERM')
    await eventually('no process is left', () => !npm.isGroupAlive(), 15_000)
    expect(npm.output()).toMatch(/Stopping…\n[^]*Stopped\.\n$/)
  }, 120_000)
})
