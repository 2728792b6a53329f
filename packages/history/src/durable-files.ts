import { mkdir, open, rename } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** Writes a new file; it and its name are on disk when it resolves. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await syncPath(dirname(path))
}

/** Replaces a file whole: after a power cut there is the old text or the new one. */
export async function replaceDurably(path: string, text: string): Promise<void> {
  await writeDurably(`${path}.tmp`, text)
  await renameDurably(`${path}.tmp`, path)
}

export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to)
  await syncPath(dirname(to))
}

/** A file's content, or the names in a folder. */
export async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes a folder, and those above it that are missing; their names are on disk when it resolves. */
export async function makeFolderDurably(path: string): Promise<void> {
  const topmost = await mkdir(path, { recursive: true, mode: 0o700 })
  if (topmost === undefined) return
  const last = dirname(resolve(topmost))
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    await syncPath(folder)
    if (folder === last) return
  }
}
