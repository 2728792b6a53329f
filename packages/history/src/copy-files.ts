import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { makeFolderDurably, syncPath } from './durable-files.ts'
import { refused, type LongRun } from './long-run.ts'
import { namesIn } from './place-folder.ts'

export interface FileSum {
  name: string
  bytes: number
  sha256: string
}

/** What an open database writes for people, or holds while it is open. */
const isIncidental = (name: string) => name === 'LOCK' || name === 'LOG' || name === 'LOG.old'

/** Puts every file of a folder on disk, and tells what is in them. */
export async function sumFolder(folder: string, run: LongRun): Promise<FileSum[]> {
  const sums: FileSum[] = []
  for (const name of (await namesIn(folder)).toSorted()) {
    if (isIncidental(name)) continue
    const path = join(folder, name)
    await syncPath(path)
    sums.push({ name, ...(await passOn(path, undefined, run)) })
  }
  await syncPath(folder)
  return sums
}

/** Copies these files into a new folder; all of it is on disk when it resolves. Refuses one that is not as it was. */
export async function copyFolder(
  from: string,
  to: string,
  files: FileSum[],
  run: LongRun,
): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  for (const sum of files) await copyFile(join(from, sum.name), join(to, sum.name), sum, run)
  await syncPath(to)
}

/** Copies one file, making the folder it goes to; refuses one that is not as it was. */
export async function copyFile(
  from: string,
  to: string,
  sum: FileSum,
  run: LongRun,
): Promise<void> {
  await makeFolderDurably(dirname(to))
  refuseOther(from, await passOn(from, to, run), sum)
  await syncPath(to)
  await syncPath(dirname(to))
}

/** Refuses a file that is not as it was. */
export async function compareFile(path: string, sum: FileSum, run: LongRun): Promise<void> {
  refuseOther(path, await passOn(path, undefined, run), sum)
}

function refuseOther(path: string, found: Omit<FileSum, 'name'>, { bytes, sha256 }: FileSum): void {
  if (found.sha256 !== sha256 || found.bytes !== bytes)
    throw refused(`The file ${path} is damaged: use another backup.`)
}

async function passOn(
  from: string,
  to: string | undefined,
  run: LongRun,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  const count = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      run.advance('Copying files', 0)
      hash.update(chunk)
      bytes += chunk.length
      if (to !== undefined) yield chunk
    }
  }
  try {
    const source = createReadStream(from)
    if (to === undefined) await pipeline(source, count, drain)
    else await pipeline(source, count, createWriteStream(to, { mode: 0o600 }))
  } catch (error) {
    run.check()
    throw refused(`The file ${from} cannot be read: ${String(error)}`, error)
  }
  return { bytes, sha256: hash.digest('hex') }
}

async function drain(chunks: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of chunks);
}
