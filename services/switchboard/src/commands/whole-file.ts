import { randomBytes } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { dirname } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { once } from 'node:events'
import { CommandError } from './target.ts'

const CHUNK = 64 * 1024

/**
 * Writes lines to a file that is there whole or not at all, readable by its owner alone. Returns how
 * many lines. Refuses a file that exists.
 */
export async function writeWhole(path: string, lines: AsyncIterable<string>): Promise<number> {
  if (existsSync(path)) throw new CommandError(`${path} is there already: choose another name.`)
  const half = `${path}.${randomBytes(4).toString('hex')}.part`
  const file = await open(half, 'wx', 0o600)
  try {
    const count = await writeLines((text) => file.writeFile(text), lines)
    await file.sync()
    await file.close()
    await rename(half, path)
    await syncFolder(dirname(path))
    return count
  } catch (error) {
    await closeQuietly(file)
    await rm(half, { force: true })
    throw error
  }
}

/** The same to a stream that somebody else ends, at its pace; the signal ends the wait for it. */
export function writeToStream(
  output: Writable,
  lines: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<number> {
  return writeLines(async (text) => {
    if (!output.write(text)) await once(output, 'drain', { signal })
  }, lines)
}

/** Lines of a file, or of a stream; they end early, with the signal's reason, when it aborts. */
export async function* readLines(
  input: string | Readable,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  const stream = typeof input === 'string' ? createReadStream(input) : input
  if (typeof input === 'string') await once(stream, 'open')
  try {
    yield* createInterface({ input: stream, crlfDelay: Infinity, signal })
    signal.throwIfAborted()
  } finally {
    stream.destroy()
  }
}

async function writeLines(
  write: (text: string) => Promise<void>,
  lines: AsyncIterable<string>,
): Promise<number> {
  let count = 0
  let waiting = ''
  for await (const line of lines) {
    count += 1
    waiting += line
    if (waiting.length < CHUNK) continue
    await write(waiting)
    waiting = ''
  }
  if (waiting !== '') await write(waiting)
  return count
}

async function closeQuietly(file: FileHandle): Promise<void> {
  try {
    await file.close()
  } catch {
    // Closed already: the rename failed, and that is what is told.
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
