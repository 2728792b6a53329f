import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formats } from '../src/formats.ts'
import { append, appendMany } from '../src/contract/fixtures.ts'
import { differences, exported, fill } from '../src/contract/whole-history.ts'
import {
  importLines,
  restore,
  restoreLines,
  type CopyOptions,
  type HistoryStore,
  type KeptFiles,
  type RestoreSummary,
} from '../src/index.ts'
import { frame, unframe, type EndLine } from '../src/framed-lines.ts'
import { LongRun } from '../src/long-run.ts'
import { MAX_UNMARKED } from '../src/mark.ts'
import { openStore } from './history-folder.ts'
import { makeFolder } from './temp-folder.ts'

/** Files below this folder; a record of `media` that says `size` stands for one. */
function keptIn(folder: string): KeptFiles {
  return {
    fileOf: ({ key, value }) =>
      (value as { size?: number } | null)?.size === undefined ? undefined : { name: key },
    pathOf: (name) => {
      if (!/^\w+$/.test(name)) throw new TypeError('no name of ours')
      return join(folder, name)
    },
  }
}

interface Whole {
  root: string
  store: HistoryStore
  files: KeptFiles
  bytes: Map<string, Buffer>
}

async function makeWhole(): Promise<Whole> {
  const root = await makeFolder()
  const store = await openStore(join(root, 'history'))
  await fill(store)
  const files = keptIn(join(root, 'media'))
  const bytes = new Map([
    ['small', Buffer.from('picture')],
    ['empty', Buffer.alloc(0)],
    ['large', randomBytes(300_000)],
  ])
  for (const [name, content] of bytes) await keep(store, files, name, content)
  await store.transact((transaction) => transaction.putRecord('media', 'waiting', { url: 'x' }))
  return { root, store, files, bytes }
}

async function keep(store: HistoryStore, { pathOf }: KeptFiles, name: string, content: Buffer) {
  await mkdir(dirname(pathOf(name)), { recursive: true })
  await writeFile(pathOf(name), content)
  await store.transact((transaction) =>
    transaction.putRecord('media', name, { size: content.length }),
  )
}

async function collect(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}

/** Each way to copy a store and to make it again, at `to`. */
const ways: [
  string,
  (whole: Whole, to: string, options: CopyOptions) => Promise<RestoreSummary>,
][] = [
  [
    'a backup in a folder',
    async ({ root, store, files }, to, options) => {
      await store.backup(join(root, 'backup'), { files })
      return restore(join(root, 'backup'), to, options)
    },
  ],
  [
    'a backup as lines',
    async ({ store, files }, to, options) =>
      restoreLines(await collect(store.backupLines({ files })), to, options),
  ],
  [
    'an export',
    async ({ store, files }, to, options) =>
      importLines(await collect(store.exportLines({ files })), to, options),
  ],
]

describe.each(ways)('%s', (_name, copy) => {
  it('[H50] brings the files that its records stand for, and counts those that are not there', async () => {
    const whole = await makeWhole()
    await rm(whole.files.pathOf('small'))
    await writeFile(whole.files.pathOf('stray'), 'of no record')
    const made = join(whole.root, 'made')
    const files = keptIn(join(made, 'media'))
    const summary = await copy(whole, join(made, 'history'), { files })
    expect(summary).toMatchObject({ files: 2, missing: 1 })
    expect((await readdir(join(made, 'media'))).toSorted()).toEqual(['empty', 'large'])
    expect(await readFile(files.pathOf('large'))).toEqual(whole.bytes.get('large'))
    await using store = await openStore(join(made, 'history'))
    expect((await exported(store)).slice(1, -1)).toEqual((await exported(whole.store)).slice(1, -1))
    expect(await differences(store)).toEqual([])
    await whole.store.close()
  })

  it('[H50] waits for a file that is younger than its record', async () => {
    const whole = await makeWhole()
    await rm(whole.files.pathOf('small'))
    const isYoung: KeptFiles = {
      ...whole.files,
      fileOf: (record) => {
        const file = whole.files.fileOf(record)
        if (file?.name !== 'small') return file
        setTimeout(() => void writeFile(whole.files.pathOf('small'), 'picture'), 50)
        return { ...file, isYoung: true }
      },
    }
    const made = join(whole.root, 'made')
    const files = keptIn(join(made, 'media'))
    const summary = await copy({ ...whole, files: isYoung }, join(made, 'history'), { files })
    expect(summary).toMatchObject({ files: 3, missing: 0 })
    await whole.store.close()
  })
})

/** The same backup as a program of another format begins it. */
async function withFormat(lines: string[], format: number): Promise<string[]> {
  type Line = { type: string; format?: number } | EndLine
  async function* renamed(): AsyncGenerator<Line> {
    for await (const line of unframe<Line>(lines, 'backup', new LongRun({})))
      if (line.type === 'backup') yield { ...line, format }
      else if (line.type !== 'end') yield line
  }
  return collect(frame(renamed(), () => 0))
}

describe('a backup as lines', () => {
  it('[H51] restores to the same history, log and all, and gives no number again', async () => {
    const { root, store } = await makeWhole()
    const lines = store.backupLines()
    const first = await lines.next()
    const { seq } = store
    await appendMany(store, 500)
    const rest = await collect(lines)
    const location = join(root, 'made')
    const made = await restoreLines([first.value ?? '', ...rest], location)
    expect(made).toMatchObject({ seq })
    await using again = await openStore(location)
    expect(again.lostTail).toEqual({ why: 'restored', lastSeq: seq, mark: seq })
    expect(await differences(again)).toEqual([])
    expect((await append(again)).seq).toBeGreaterThan(seq + MAX_UNMARKED)
    await store.close()
  })

  it('[H51] restores what a program of format 4 streamed, and nothing older or newer', async () => {
    const { root, store } = await makeWhole()
    const lines = await collect(store.backupLines())
    const location = join(root, 'made')
    for (const format of [3, formats.newest + 1]) {
      const restoring = restoreLines(await withFormat(lines, format), location)
      await expect(restoring).rejects.toThrow(`streamed backups of format ${format}`)
    }
    await restoreLines(await withFormat(lines, 4), location)
    await using again = await openStore(location)
    expect(await differences(again)).toEqual([])
    expect(again.lostTail).toMatchObject({ why: 'restored', lastSeq: store.seq })
    await store.close()
  })

  it('[H51] is refused when a line is missing, changed, doubled, or it ends early', async () => {
    const { root, store, files } = await makeWhole()
    const lines = await collect(store.backupLines({ files }))
    await store.close()
    const to = join(root, 'made')
    const steps = [...lines.keys()].filter((at) => at % 7 === 0 || at > lines.length - 12)
    for (const at of steps) {
      const line = lines[at] ?? ''
      for (const broken of [
        lines.toSpliced(at, 1),
        lines.toSpliced(at, 1, line.replace(/"(\w)/, '"x$1')),
        lines.toSpliced(at, 0, line),
        lines.slice(0, at),
      ]) {
        const options = { files: keptIn(join(await makeFolder(), 'media')) }
        const restoring = restoreLines(broken, to, options)
        await expect(restoring).rejects.toMatchObject({ code: 'BAD_REQUEST' })
      }
    }
    expect(await readdir(root)).not.toContain('made')
  }, 120_000)

  it('[H51] never lets a name lead out of the place of the files', async () => {
    const { root, store, files } = await makeWhole()
    const outside: KeptFiles = { ...files, fileOf: () => ({ name: 'small' }) }
    const lines = await collect(store.backupLines({ files: outside }))
    const renamed = lines.map((line) => line.replace('"name":"small"', '"name":"../small"'))
    const options = { files: keptIn(join(root, 'made-media')) }
    const restoring = restoreLines(renamed, join(root, 'made'), options)
    await expect(restoring).rejects.toThrow('"../small" is not the name of a file')
    await store.close()
  })
})

describe('a backup in a folder', () => {
  it('[H35] is refused when a file beside the history is damaged, missing or not in its list', async () => {
    const { root, store, files } = await makeWhole()
    const folder = join(root, 'backup')
    await store.backup(folder, { files })
    await store.close()
    const paths = ['FILES.jsonl', 'files/la/large', 'files/sm/small']
    for (const path of paths.map((name) => join(folder, name))) {
      const whole = await readFile(path)
      for (const content of [whole.subarray(1), Buffer.concat([whole, Buffer.from('x')])]) {
        await writeFile(path, content)
        const options = { files: keptIn(join(await makeFolder(), 'media')) }
        const restoring = restore(folder, join(root, 'made'), options)
        await expect(restoring).rejects.toMatchObject({ code: 'BAD_REQUEST' })
      }
      await writeFile(path, whole)
    }
    const to = keptIn(join(root, 'made-media'))
    expect(await restore(folder, join(root, 'made'), { files: to })).toMatchObject({ files: 3 })
  })

  it('[H33] leaves no folder of its own behind when it is ended', async () => {
    const { root, store } = await makeWhole()
    const abort = new AbortController()
    const onProgress = () => abort.abort(new Error('enough'))
    const run = { signal: abort.signal, onProgress }
    await expect(store.backup(join(root, 'backup'), run)).rejects.toThrow('enough')
    await mkdir(join(root, 'empty'))
    await expect(store.backup(join(root, 'empty'), run)).rejects.toThrow('enough')
    expect((await readdir(root)).toSorted()).toEqual(['empty', 'history', 'media'])
    await store.close()
  })
})
