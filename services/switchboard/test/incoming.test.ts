import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { importLines, LevelStore } from '@switchboard/history'
import type { Warning } from '@switchboard/protocol'
import { describe, expect, it, vi } from 'vitest'
import { adoptIncoming, forgetPrevious } from '../src/incoming/adopt-incoming.ts'
import { makeIncoming } from '../src/incoming/make-incoming.ts'
import { MediaFiles } from '../src/media/media-files.ts'
import { endedJob, makeDataFolder, startOnFolder } from './support/data-folder.ts'
import { API_TOKEN, makeText, startSwitchboard, type Running } from './support/start-switchboard.ts'

const ANN = '+14155550101'
const NDJSON = { 'content-type': 'application/x-ndjson' }
const ID = 'A'.repeat(43)

const send = (running: Running, path: string, body: string, headers = {}) =>
  running.api(`/admin/${path}`, { method: 'POST', body, headers: { ...NDJSON, ...headers } })

const bodies = async (running: Running) =>
  (await running.entries(ANN)).flatMap((entry) => (entry.kind === 'message' ? [entry.body] : []))

/** Gives a history a picture, as one that was fetched. */
async function addPicture({ store }: Running, dataDir: string, id = ID): Promise<void> {
  const files = new MediaFiles(join(dataDir, 'media'))
  const path = join(dataDir, 'drawn')
  await writeFile(path, 'a picture')
  await files.keep({ path }, id)
  const media = { contentType: 'image/png', number: ANN, position: 1, url: 'https://x/', size: 9 }
  await store.transact((transaction) => transaction.putRecord('media', id, media))
}

const pictureIn = (dataDir: string) => readFile(new MediaFiles(join(dataDir, 'media')).pathOf(ID))

/** A whole system's data in a folder, and its copies over the network. */
async function makeSource(
  text = 'kept',
): Promise<{ dataDir: string; backup: string; all: string }> {
  const dataDir = await makeDataFolder()
  await using running = await startOnFolder(dataDir)
  await running.webhook(makeText({ Body: text }))
  await addPicture(running, dataDir)
  const read = async (path: string) => (await running.api(`/admin/${path}`)).text()
  return { dataDir, backup: await read('backup'), all: await read('export') }
}

/** Stops when it asks for that, as its process would, and starts the next one. */
async function restarted(running: Running, dataDir: string): Promise<Running> {
  await running.switchboard.restartAsked
  await running[Symbol.asyncDispose]()
  return startOnFolder(dataDir)
}

describe('restoring and importing over the network', () => {
  it.each(['restore', 'import'] as const)(
    '[A20] %s brings a whole history, pictures and all, to a new system by a restart',
    async (kind) => {
      const { backup, all } = await makeSource()
      const dataDir = await makeDataFolder()
      const first = await startOnFolder(dataDir)
      const before = await first.store.record('meta', 'history-id')
      const answer = await send(first, kind, kind === 'restore' ? backup : all)
      expect(answer.status).toBe(202)
      await using second = await restarted(first, dataDir)
      expect(await endedJob(second, kind)).toMatchObject({
        status: 'done',
        result: { files: 1, missing: 0 },
      })
      expect(await bodies(second)).toEqual(['kept'])
      expect((await pictureIn(dataDir)).toString()).toBe('a picture')
      // Whoever followed the one before has to read anew.
      expect(await second.store.record('meta', 'history-id')).not.toBe(before)
      await expect(second.store.changes(1, 1)).rejects.toMatchObject({ code: 'TOO_OLD' })
      await vi.waitFor(async () => {
        expect(await readdir(dataDir)).not.toContain('incoming')
        expect(await readdir(dataDir)).not.toContain('previous')
      })
    },
  )

  it('[A21] replaces a history only when asked to, and what comes meanwhile is still answered', async () => {
    const { backup } = await makeSource()
    const dataDir = await makeDataFolder()
    const first = await startOnFolder(dataDir)
    await first.webhook(makeText({ Body: 'old' }))
    const refused = await send(first, 'restore', backup)
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { error: { message: expect.stringContaining('replace=yes') } },
    ])
    expect((await send(first, 'restore?replace=yes', backup)).status).toBe(202)
    await using second = await restarted(first, dataDir)
    expect(await bodies(second)).toEqual(['kept'])
  })

  it.each([
    ['no lines of ours', () => 'hello\n'],
    ['lines cut short', (lines: string) => lines.slice(0, -100)],
    ['a changed record', (lines: string) => lines.replace('kept', 'kept?')],
    ['one line without an end', () => 'x'.repeat(5 * 1024 * 1024)],
  ])('[A21] refuses %s, and goes on with what it has', async (_name, spoil) => {
    const { backup } = await makeSource()
    const dataDir = await makeDataFolder()
    await using running = await startOnFolder(dataDir)
    await running.webhook(makeText({ Body: 'old' }))
    const answer = await send(running, 'restore?replace=yes', spoil(backup))
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(await readdir(dataDir)).not.toContain('incoming')
    expect(await endedJob(running, 'restore')).toMatchObject({ status: 'failed' })
    expect((await running.webhook(makeText({ Body: 'new' }))).status).toBe(200)
    expect(await bodies(running)).toEqual(['old', 'new'])
  })

  it('[A21] refuses other types, compressed or larger bodies, and wrong tokens, before reading them', async () => {
    const { backup } = await makeSource()
    await using running = await startOnFolder(await makeDataFolder(), { maxAdminUploadBytes: 500 })
    const statuses = await Promise.all([
      send(running, 'restore', backup, { 'content-type': 'text/plain' }),
      send(running, 'restore', backup, { 'content-encoding': 'gzip' }),
      send(running, 'restore', backup),
      send(running, 'restore', backup, { authorization: 'Bearer wrong' }),
      running.api('/admin/restore', {
        method: 'POST',
        headers: NDJSON,
        body: new Blob([backup]).stream(),
        duplex: 'half',
      }),
    ])
    expect(statuses.map(({ status }) => status)).toEqual([415, 415, 413, 401, 413])
  })

  it('[A21] leaves nothing of an upload that breaks off or is ended by somebody', async () => {
    const { backup } = await makeSource()
    const dataDir = await makeDataFolder()
    await using running = await startOnFolder(dataDir)
    for (const isAborted of [false, true]) {
      const upload = request(`${running.base}/api/v1/admin/restore`, {
        method: 'POST',
        headers: { ...NDJSON, authorization: `Bearer ${API_TOKEN}` },
      })
      upload.on('error', () => undefined)
      upload.write(backup.slice(0, backup.length / 2))
      await vi.waitFor(async () => expect(await readdir(dataDir)).toContain('incoming'))
      const busy = await running.api('/admin/verify', { method: 'POST' })
      expect(busy.status).toBe(429)
      if (isAborted) await running.api('/admin/restore', { method: 'DELETE' })
      else upload.destroy()
      const { status } = await endedJob(running, 'restore')
      expect(status).toBe(isAborted ? 'aborted' : 'failed')
      await vi.waitFor(async () => expect(await readdir(dataDir)).not.toContain('incoming'))
      upload.destroy()
    }
  })
})

/** A folder in which one history is in use and another one waits to take its place. */
async function makeBoth(): Promise<string> {
  const { all } = await makeSource('new')
  const { dataDir } = await makeSource('old')
  await makeIncoming(dataDir, 'import', (location, files) =>
    importLines(all.split('\n'), location, { files }),
  )
  return dataDir
}

async function textIn(dataDir: string): Promise<string | undefined> {
  await using store = new LevelStore({ location: join(dataDir, 'history') })
  await store.open()
  const entry = (await store.entries(ANN, { limit: 1 })).entries[0]
  return entry?.kind === 'message' ? entry.body : undefined
}

const STEPS = [
  'history aside',
  'media aside',
  'media in place',
  'history in place',
  'opened',
] as const

const dieAt = (last: string) => (step: string) => {
  if (step === last) throw new Error('power cut')
}

describe('taking the place of a history', () => {
  it.each(STEPS)('[A22] cut short before "%s" goes on at the next start', async (last) => {
    const dataDir = await makeBoth()
    await expect(adoptIncoming(dataDir, dieAt(last))).rejects.toThrow('power cut')
    expect(await adoptIncoming(dataDir)).toMatchObject({ arrival: { kind: 'import', files: 1 } })
    expect(await textIn(dataDir)).toBe('new')
    expect((await pictureIn(dataDir)).toString()).toBe('a picture')
    expect(await readdir(join(dataDir, 'previous'))).toEqual(['history', 'media'])
    await forgetPrevious(dataDir)
    expect(await adoptIncoming(dataDir)).toBeUndefined()
    expect(await textIn(dataDir)).toBe('new')
  })

  it.each(STEPS.slice(0, 4))(
    '[A22] given up before "%s", since the new one cannot be opened, leaves the old one',
    async (last) => {
      const dataDir = await makeBoth()
      await expect(adoptIncoming(dataDir, dieAt(last))).rejects.toThrow('power cut')
      await rm(join(dataDir, 'incoming', 'history', 'CURRENT'))
      expect(await adoptIncoming(dataDir)).toMatchObject({ refused: expect.any(String) })
      expect(await textIn(dataDir)).toBe('old')
      expect((await pictureIn(dataDir)).toString()).toBe('a picture')
      expect(await readdir(dataDir)).not.toContain('incoming')
    },
  )

  it.each(STEPS.slice(0, 4))(
    '[A22] brings the old one back when what told of the new one is lost before "%s"',
    async (last) => {
      const dataDir = await makeBoth()
      await expect(adoptIncoming(dataDir, dieAt(last))).rejects.toThrow('power cut')
      await writeFile(join(dataDir, 'incoming', 'READY.json'), '{')
      expect(await adoptIncoming(dataDir)).toBeUndefined()
      expect(await textIn(dataDir)).toBe('old')
    },
  )

  it('[A22] removes one that was never whole', async () => {
    const { dataDir } = await makeSource('old')
    await mkdir(join(dataDir, 'incoming', 'history'), { recursive: true })
    await using running = await startOnFolder(dataDir)
    expect(await bodies(running)).toEqual(['old'])
    expect(await readdir(dataDir)).not.toContain('incoming')
  })

  it('[A22] moves nothing while another process has the history open', async () => {
    const dataDir = await makeBoth()
    await using store = new LevelStore({ location: join(dataDir, 'history') })
    await store.open()
    await expect(adoptIncoming(dataDir)).rejects.toThrow(/in use by another process/)
    expect((await store.entries(ANN, { limit: 1 })).entries).toHaveLength(1)
  }, 20_000)

  it('[A22] takes the place of a history that cannot be opened', async () => {
    const dataDir = await makeBoth()
    await rm(join(dataDir, 'history', 'CURRENT'))
    await adoptIncoming(dataDir)
    expect(await textIn(dataDir)).toBe('new')
  })

  it('[A22] keeps what was replaced, and says so, while the new one is not as it must be', async () => {
    const dataDir = await makeBoth()
    await adoptIncoming(dataDir)
    const store = new LevelStore({ location: join(dataDir, 'history') })
    store.verify = async function* () {
      yield { key: 'e!1', what: 'damaged' }
    }
    await using running = await startSwitchboard({ store, config: { dataDir } })
    const job = await endedJob(running, 'import')
    expect(job).toMatchObject({ status: 'failed' })
    const { warnings } = (await (await running.api('/admin/system')).json()) as {
      warnings: Warning[]
    }
    expect(warnings).toContainEqual(
      expect.objectContaining({
        code: 'uploadDamaged',
        values: ['e!1', 'damaged'],
        text: expect.stringContaining('DATA_DIR/previous') as string,
      }),
    )
    expect(await readdir(dataDir)).toContain('previous')
  })

  it('[A22] takes pictures that the new one names and did not bring from the old one', async () => {
    const { all, dataDir } = await makeSource()
    const isFile = /^\{"type":"(file|piece|file-end|end)"/
    const lines = all.split('\n').filter((line) => !isFile.test(line))
    const old = await makeDataFolder()
    await cp(dataDir, old, { recursive: true })
    await makeIncoming(old, 'import', (location, files) =>
      importLines(framed(lines), location, { files }),
    )
    await using running = await startOnFolder(old)
    expect(await endedJob(running, 'import')).toMatchObject({ status: 'done' })
    expect((await pictureIn(old)).toString()).toBe('a picture')
  })
})

/** Lines as an older program would have ended them. */
function framed(lines: string[]): string[] {
  const whole = lines.filter((line) => line !== '')
  const crc = crc32(`${whole.join('\n')}\n`)
    .toString(16)
    .padStart(8, '0')
  return [...whole, JSON.stringify({ type: 'end', lines: whole.length, crc })]
}

describe('pictures', () => {
  it.each([
    ['is missing', (path: string) => rm(path), 'the file is missing: fetch it again'],
    ['is shorter', (path: string) => writeFile(path, 'a pic'), 'the file is damaged: fetch it'],
  ])(
    '[K8] verify tells of a file that %s, and the start does not mind',
    async (_name, spoil, what) => {
      const { dataDir } = await makeSource()
      await spoil(new MediaFiles(join(dataDir, 'media')).pathOf(ID))
      await using running = await startOnFolder(dataDir)
      await running.api('/admin/verify', { method: 'POST' })
      expect(await endedJob(running, 'verify')).toMatchObject({
        result: {
          total: 1,
          differences: [{ key: `media ${ID}`, what: expect.stringContaining(what) }],
        },
      })
    },
  )
})
