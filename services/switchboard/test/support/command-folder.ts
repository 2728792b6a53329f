import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { LevelStore, type HistoryStore } from '@switchboard/history'
import { runCommand } from '../../src/commands/run-command.ts'
import { makeText, startSwitchboard, type Running } from './start-switchboard.ts'

const ANN = '+14155550101'

export interface Folder extends AsyncDisposable {
  /** DATA_DIR. */
  path: string
  join: (...parts: string[]) => string
}

export async function makeFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'switchboard-'))
  return {
    path,
    join: (...parts) => join(path, ...parts),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
}

interface RunOptions {
  stdin?: Readable
  signal?: AbortSignal
  onError?: (text: string) => void
}

/** One command as the program would run it on this data. */
export async function run(folder: Folder, line: string, options: RunOptions = {}) {
  const out = collect()
  const err = collect(options.onError)
  const exitCode = await runCommand(line.split(' ').filter(Boolean), {
    dataDir: folder.join('data'),
    cwd: folder.path,
    stdin: options.stdin ?? Readable.from([]),
    stdout: out.stream,
    stderr: err.stream,
    signal: options.signal ?? new AbortController().signal,
    runBackfill: async (_store, since) => ({ lookedAt: 1000, added: 2, since }),
  })
  return { exitCode, out: out.text(), err: err.text() }
}

function collect(onText: (text: string) => void = () => undefined) {
  let text = ''
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString()
      onText(chunk.toString())
      done()
    },
  })
  return { stream, text: () => text }
}

export const openStore = async (folder: Folder): Promise<HistoryStore> => {
  const store = new LevelStore({ location: folder.join('data', 'history') })
  await store.open()
  return store
}

/** A switchboard that runs on this folder's data. */
export const startOn = async (folder: Folder): Promise<Running> =>
  startSwitchboard({
    store: new LevelStore({ location: folder.join('data', 'history') }),
    config: { dataDir: folder.join('data') },
  })

/** Data with a few texts and one webhook in quarantine; nothing runs on it. */
export async function makeData(folder: Folder, texts = 5): Promise<void> {
  await using running = await startOn(folder)
  for (let index = 0; index < texts; index += 1)
    await running.webhook(makeText({ Body: `text ${index}` }))
  await running.webhook(makeText({ From: '', Body: 'from nobody' }))
}

export const bodies = async (store: HistoryStore) =>
  (await store.entries(ANN, { limit: 200 })).entries.flatMap((entry) =>
    entry.kind === 'message' ? [entry.body] : [],
  )

export async function bodiesIn(folder: Folder): Promise<string[]> {
  await using store = await openStore(folder)
  return bodies(store)
}
