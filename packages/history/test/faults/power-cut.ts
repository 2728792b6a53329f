import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { join } from 'node:path'
import type { FaultPaths } from './disk-faults.ts'

type Random = () => number

/** What was on disk before the process began. */
export function sizesIn(root: string): Map<number, number> {
  return new Map(readdirSync(root).map((name) => sizeOf(join(root, name))))
}

function sizeOf(path: string): [number, number] {
  const { ino, size } = statSync(path)
  return [ino, size]
}

/**
 * Makes the folder what a power cut may leave: of the names that were made, changed or removed since the
 * folder was last synced only the first few stay, as on a file system with a journal; of each file what
 * was synced, and any part of what was written after that.
 */
export function cutPower(paths: FaultPaths, before: Map<number, number>, random: Random): void {
  const lines = readFileSync(paths.trace, 'utf8').split('\n')
  const names = lines.slice(lines.lastIndexOf('D') + 1).filter((line) => /^[CRU] /.test(line))
  const kept = Math.round(part(random) * names.length)
  for (const name of names.slice(kept).toReversed()) undo(name.split(' '))
  const synced = syncedSizes(lines, before)
  for (const name of readdirSync(paths.root)) tear(join(paths.root, name), synced, random)
}

/** Nothing, all, or any part. */
function part(random: Random): number {
  const kind = random()
  if (kind < 0.3) return 0
  return kind < 0.6 ? 1 : random()
}

function undo([what, path = '', other = '', grave = '-']: string[]): void {
  if (what === 'C') rmSync(path, { force: true })
  if (what === 'U' && existsSync(other)) renameSync(other, path)
  if (what === 'R') {
    renameSync(other, path)
    if (grave !== '-') renameSync(grave, other)
  }
}

function syncedSizes(lines: string[], before: Map<number, number>): Map<number, number> {
  const sizes = new Map(before)
  for (const line of lines) {
    const [what, inode, size] = line.split(' ')
    if (what === 'S') sizes.set(Number(inode), Number(size))
  }
  return sizes
}

function tear(path: string, synced: Map<number, number>, random: Random): void {
  const [inode, written] = sizeOf(path)
  const sure = Math.min(written, synced.get(inode) ?? 0)
  truncateSync(path, sure + Math.round(part(random) * (written - sure)))
}
