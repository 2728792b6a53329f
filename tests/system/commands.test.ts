import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { customers, eventually, LINE, TestNetwork } from '@switchboard/dev-env'
import { describe, expect, it } from 'vitest'

const { ann } = customers
const root = fileURLToPath(new URL('../../', import.meta.url))
const bin = join(root, 'services/switchboard/dist/commands/bin.js')

/** The program itself, as npm starts it from a folder of the caller's. */
function start(network: TestNetwork, args: readonly string[], stdin: 'ignore' | 'pipe' = 'ignore') {
  const { PATH = '', HOME = '' } = process.env
  const { sid, authToken, phoneNumberSid } = network.account
  return spawn(process.execPath, [bin, ...args], {
    cwd: root,
    env: {
      PATH,
      HOME,
      INIT_CWD: network.dataDir,
      DATA_DIR: network.dataDir,
      URL: network.base,
      TWILIO_SID: sid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_PHONE_NUMBER_SID: phoneNumberSid,
      TWILIO_DEFAULT_FROM: LINE,
      TWILIO_API_URL: network.simulator.base,
    },
    stdio: [stdin, 'pipe', 'pipe'],
  })
}

async function run(network: TestNetwork, ...args: string[]) {
  const child = start(network, args)
  const [out, err, [exitCode]] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    once(child, 'exit'),
  ])
  return { exitCode: exitCode as number | null, out, err }
}

describe('commands', () => {
  it('[K3] [K5] work beside the running switchboard and without it, on real disks and a real carrier', async () => {
    await using network = await TestNetwork.create()
    await network.carrier.text(ann, 'Is my parcel on its way?')
    await network.webhook({ From: '', Body: 'from nobody' })
    await eventually('it is there', async () => {
      const { conversations } = await network.api<{ conversations: unknown[] }>('/conversations')
      return conversations.length === 1
    })
    const all = async (suffix: string): Promise<void> => {
      expect(await run(network, 'verify')).toEqual({
        exitCode: 0,
        out: 'All is as it must be.\n',
        err: '',
      })
      expect(await run(network, 'backup', `backup-${suffix}`)).toMatchObject({
        exitCode: 0,
        err: '',
      })
      expect(await run(network, 'export', `export-${suffix}`)).toMatchObject({
        exitCode: 0,
        err: '',
      })
      expect((await run(network, 'quarantine')).out).toContain('"Body":"from nobody"')
      expect(await run(network, 'backfill')).toMatchObject({
        exitCode: 0,
        out: expect.stringMatching(
          /^Looked at \d+ messages at the carrier; 0 were missing/,
        ) as string,
      })
    }
    await all('running')
    expect(await run(network, 'restore', 'backup-running')).toMatchObject({ exitCode: 1 })
    await network.switchboard.stop()
    await all('rest')
    expect(await readdir(network.dataDir)).toEqual(
      expect.arrayContaining(['backup-rest', 'backup-running', 'export-rest', 'export-running']),
    )
  })

  it('[K6] ends by Ctrl-C with exit code 130, and makes no history of half an import', async () => {
    await using network = await TestNetwork.create()
    await network.webhook({ Body: 'one' })
    const { out } = await run(network, 'export', '-')
    await network.switchboard.stop()
    await rename(join(network.dataDir, 'history'), join(network.dataDir, 'away'))
    const child = start(network, ['import', '-'], 'pipe')
    const complaint = text(child.stderr as NodeJS.ReadableStream)
    const exited = once(child, 'exit')
    // Only a part comes, and the end never does.
    child.stdin?.write(out.slice(0, out.indexOf('\n') + 1))
    await eventually('it has begun', async () =>
      (await readdir(network.dataDir)).some((name) => /^(history|incoming)/.test(name)),
    )
    child.kill('SIGINT')
    expect((await exited)[0]).toBe(130)
    expect(await complaint).toBe('Interrupted.\n')
    const left = await readdir(join(network.dataDir, 'history')).catch(() => [])
    expect(left).toEqual([])
    await rm(join(network.dataDir, 'history'), { recursive: true, force: true })
    await rename(join(network.dataDir, 'away'), join(network.dataDir, 'history'))
    await network.switchboard.start()
  })
})
