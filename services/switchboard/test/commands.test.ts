import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { PassThrough, Readable } from 'node:stream'
import { LevelStore } from '@switchboard/history'
import { describe, expect, it } from 'vitest'
import { localSocketPath } from '../src/admin/local-socket.ts'
import { ProgressLine } from '../src/commands/progress-line.ts'
import { MediaFiles } from '../src/media/media-files.ts'
import {
  bodies,
  makeData,
  makeFolder,
  openStore,
  run,
  startOn,
  type Folder,
} from './support/command-folder.ts'
import { startSwitchboard } from './support/start-switchboard.ts'

const ANN = '+14155550101'

/** The same commands on data at rest, and through the socket of a switchboard that runs on it. */
async function atRestAndRunning(folder: Folder, work: (isRunning: boolean) => Promise<void>) {
  await work(false)
  await using running = await startOn(folder)
  await work(running.store.seq >= 0)
}

/** What is drawn in 13 s of a command that looks at 1,000 records in each. */
function drawn(isTTY: boolean): string {
  let text = ''
  let now = 1_000_000
  const line = new ProgressLine({ isTTY, write: (part) => (text += part) }, () => now)
  for (let done = 0; done <= 12_000; done += 1000) {
    line.show({ phase: 'entries', done })
    now += 1000
  }
  line.clear()
  return text
}

describe('commands', () => {
  it.each([
    ['', 'Say what to do.'],
    ['dance', 'There is no command "dance".'],
    ['backup', 'backup takes one folder.'],
    ['backup one two', 'backup takes one folder.'],
    ['verify all', 'verify takes nothing more.'],
    ['quarantine replay', 'quarantine replay takes one id.'],
    ['quarantine discard 1', 'quarantine discard needs --note with the reason.'],
    ['quarantine eat', 'quarantine cannot "eat".'],
    ['backfill --since yesterday', '--since takes a time such as 2026-11-01T08:00:00Z.'],
    ['verify --since 2026-01-01', '--since belongs to backfill.'],
    ['verify --quickly', "Unknown option '--quickly'."],
  ])('[K2] answers %j with one sentence and the usage, and exit code 2', async (line, sentence) => {
    await using folder = await makeFolder()
    const { exitCode, out, err } = await run(folder, line)
    expect([exitCode, out]).toEqual([2, ''])
    expect(err.startsWith(`${sentence}\n\nUsage: npm run switchboard -- COMMAND`)).toBe(true)
    expect(await readdir(folder.path)).toEqual([])
  })

  it('[K2] makes no history where there is none, and names DATA_DIR', async () => {
    await using folder = await makeFolder()
    for (const line of ['verify', 'backup b', 'export e', 'quarantine', 'backfill']) {
      const { exitCode, err } = await run(folder, line)
      expect(exitCode).toBe(1)
      expect(err).toMatch(/^There is no history in .*: set DATA_DIR .*\.\n$/)
    }
    expect(await readdir(folder.path)).toEqual([])
  })

  it('[K3] verifies at rest and while the switchboard runs', async () => {
    await using folder = await makeFolder()
    await makeData(folder)
    await atRestAndRunning(folder, async () => {
      expect(await run(folder, 'verify')).toMatchObject({
        exitCode: 0,
        out: 'All is as it must be.\n',
      })
    })
  })

  it('[K3] backs up at rest and while it runs, and restores to the same history', async () => {
    await using folder = await makeFolder()
    await makeData(folder)
    await atRestAndRunning(folder, async (isRunning) => {
      const name = isRunning ? 'running' : 'rest'
      const { exitCode, out } = await run(folder, `backup ${name}`)
      expect([exitCode, out]).toEqual([
        0,
        expect.stringMatching(/^Backed up [\d,]+ records up to seq 5 into /),
      ])
    })
    const histories = new Set<unknown>()
    for (const name of ['rest', 'running']) {
      await rm(folder.join('data'), { recursive: true })
      expect(await run(folder, `restore ${name}`)).toMatchObject({ exitCode: 0, err: '' })
      await using store = await openStore(folder)
      expect(await bodies(store)).toEqual(['text 4', 'text 3', 'text 2', 'text 1', 'text 0'])
      expect(await store.records('quarantine')).toHaveLength(1)
      histories.add(await store.record('meta', 'history-id'))
    }
    // Readers that were further ahead must not go on from their cursors.
    expect(histories.size).toBe(2)
    expect(histories.has(undefined)).toBe(false)
  })

  it('[K3] exports everything as lines of JSON to a private file, at rest and while it runs, and imports it', async () => {
    await using folder = await makeFolder()
    await makeData(folder)
    await atRestAndRunning(folder, async (isRunning) => {
      const file = isRunning ? 'running' : 'rest'
      expect(await run(folder, `export ${file}`)).toMatchObject({ exitCode: 0 })
      expect((await stat(folder.join(file))).mode & 0o777).toBe(0o600)
      const lines = (await readFile(folder.join(file), 'utf8')).trimEnd().split('\n')
      for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow()
      expect((await run(folder, 'export -')).out.trimEnd().split('\n')).toHaveLength(lines.length)
      const again = await run(folder, `export ${file}`)
      expect([again.exitCode, again.err]).toEqual([
        1,
        expect.stringContaining('is there already: choose another name.'),
      ])
    })
    for (const stdin of [undefined, Readable.from([await readFile(folder.join('running'))])]) {
      await rm(folder.join('data'), { recursive: true })
      const line = stdin ? 'import -' : 'import rest'
      expect(await run(folder, line, stdin && { stdin })).toMatchObject({ exitCode: 0, err: '' })
      await using store = await openStore(folder)
      expect(await bodies(store)).toHaveLength(5)
    }
  })

  it('[K9] takes pictures along in every copy, and restores what came over the network', async () => {
    await using folder = await makeFolder()
    await makeData(folder)
    const id = 'A'.repeat(43)
    const pictures = new MediaFiles(folder.join('data', 'media'))
    {
      await using running = await startOn(folder)
      await writeFile(folder.join('drawn'), 'a picture')
      await pictures.keep({ path: folder.join('drawn') }, id)
      const media = { contentType: 'image/png', number: ANN, position: 1, size: 9 }
      await running.store.transact((transaction) => transaction.putRecord('media', id, media))
      const backup = await (await running.api('/admin/backup')).text()
      await writeFile(folder.join('streamed'), backup)
    }
    expect(await run(folder, 'backup b')).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining(' and 1 files into ') as string,
    })
    expect(await run(folder, 'export e')).toMatchObject({ exitCode: 0 })
    for (const line of ['restore b', 'import e', 'restore streamed']) {
      await rm(folder.join('data'), { recursive: true })
      expect(await run(folder, line)).toMatchObject({ exitCode: 0, err: '' })
      expect(await readFile(pictures.pathOf(id), 'utf8')).toBe('a picture')
      expect(await readdir(folder.join('data'))).toEqual(['history', 'media'])
      expect(await run(folder, 'verify')).toMatchObject({ exitCode: 0 })
    }
    await rm(pictures.pathOf(id))
    const { exitCode, out } = await run(folder, 'verify')
    expect(exitCode).toBe(1)
    expect(out).toContain(`media ${id}: the file is missing: restore it from a backup`)
    expect((await run(folder, 'backup without')).out).toContain('(1 files were not there')
  })

  it('[K4] refuses to restore or import under a switchboard that runs, or over a history', async () => {
    await using folder = await makeFolder()
    await makeData(folder)
    await run(folder, 'backup b')
    await run(folder, 'export e')
    await atRestAndRunning(folder, async (isRunning) => {
      for (const line of ['restore b', 'import e']) {
        const { exitCode, out, err } = await run(folder, line)
        expect([exitCode, out]).toEqual([1, ''])
        expect(err).toMatch(
          isRunning ? /^A switchboard runs on .*: stop it first\.\n$/ : /\w+\.?\n$/,
        )
      }
    })
    await using store = await openStore(folder)
    expect(await bodies(store)).toHaveLength(5)
  })

  it('[K5] lists, replays and discards what is in quarantine', async () => {
    await using folder = await makeFolder()
    await makeData(folder)
    await atRestAndRunning(folder, async (isRunning) => {
      const { out } = await run(folder, 'quarantine')
      expect(out).toContain('message: From is missing')
      expect(out).toContain('"Body":"from nobody"')
      const id = /^[0-9a-f-]{36}/.exec(out)?.[0] ?? ''
      expect(await run(folder, `quarantine replay ${id}`)).toMatchObject({
        exitCode: 1,
        out: 'Still unreadable: From is missing.\n',
      })
      expect(await run(folder, 'quarantine replay nothing')).toMatchObject({
        exitCode: 1,
        err: 'There is nothing in quarantine with the id "nothing".\n',
      })
      if (!isRunning) return
      const discarded = await run(folder, `quarantine discard ${id} --note=spam`)
      expect(discarded).toMatchObject({ exitCode: 0, out: 'Discarded.\n' })
      expect((await run(folder, 'quarantine list')).out).toBe('Nothing is in quarantine.\n')
    })
  })

  it('[K3] asks the carrier for what is missing', async () => {
    await using folder = await makeFolder()
    await makeData(folder)
    const out = 'Looked at 1,000 messages at the carrier; 2 were missing here and are added.\n'
    expect(await run(folder, 'backfill --since 2026-11-01')).toMatchObject({ exitCode: 0, out })
  })

  it('[K6] is interrupted with exit code 130 and leaves nothing half made', async () => {
    await using folder = await makeFolder()
    await makeData(folder)
    await atRestAndRunning(folder, async (isRunning) => {
      for (const line of ['verify', 'export e', 'backup b']) {
        const interrupted = new AbortController()
        interrupted.abort()
        const { exitCode, err } = await run(folder, line, { signal: interrupted.signal })
        expect([line, exitCode, err]).toEqual([line, 130, 'Interrupted.\n'])
      }
      // A running one may have been quicker than the order to stop; its copy is whole then.
      const left = await readdir(folder.path)
      expect(left).toEqual(isRunning && left.includes('b') ? ['b', 'data'] : ['data'])
      const copied = left.includes('b') ? await readdir(folder.join('b')) : ['BACKUP.json']
      expect(copied).toContain('BACKUP.json')
    })
    expect(await run(folder, 'verify')).toMatchObject({ exitCode: 0 })
  })

  it('[K6] ends the task of the running switchboard too, which then takes the next', async () => {
    await using folder = await makeFolder()
    const store = new LevelStore({ location: folder.join('data', 'history') })
    const looked = new PassThrough()
    store.verify = async function* (options) {
      looked.write('.')
      await new Promise((_resolve, reject) =>
        options?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      )
      yield* []
    }
    await using running = await startSwitchboard({
      store,
      config: { dataDir: folder.join('data') },
    })
    const interrupted = new AbortController()
    const verifying = run(folder, 'verify', { signal: interrupted.signal })
    await new Promise((resolve) => looked.once('data', resolve))
    expect(await run(folder, 'export e')).toMatchObject({
      exitCode: 1,
      err: 'One long task runs at a time, and a verify is under way.\n',
    })
    interrupted.abort()
    expect(await verifying).toMatchObject({ exitCode: 130 })
    const { job } = (await (await running.api('/admin/verify')).json()) as { job: unknown }
    expect(job).toMatchObject({ kind: 'verify', status: 'aborted' })
    expect(await run(folder, 'export e')).toMatchObject({ exitCode: 0 })
  })

  it('[K1] takes a socket that nobody listens on for a switchboard that is gone', async () => {
    await using folder = await makeFolder()
    await makeData(folder)
    await writeFile(localSocketPath(folder.join('data')), '')
    expect(await run(folder, 'verify')).toMatchObject({ exitCode: 0 })
    await rm(localSocketPath(folder.join('data')))
    const server = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) =>
      server.listen(localSocketPath(folder.join('data')), resolve),
    )
    expect(await run(folder, 'verify')).toMatchObject({
      exitCode: 1,
      err: 'The switchboard went away before it had answered.\n',
    })
    await new Promise((resolve) => server.close(resolve))
  })

  it('[K7] tells how far it is: one line that changes on a terminal, a line now and then elsewhere', () => {
    expect(drawn(true).split('\r\u001b[2K')).toHaveLength(15)
    expect(drawn(true)).satisfy((text: string) => text.endsWith('entries: 12,000\r\u001b[2K'))
    expect(drawn(false)).toBe('entries: 5,000\nentries: 10,000\n')
  })
})
