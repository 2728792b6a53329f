import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Random = () => number

/** The kinds of files in a history's folder, each as likely to be hit. */
export const classes = {
  log: /\.log$/,
  table: /\.ldb$/,
  manifest: /^MANIFEST-/,
  current: /^CURRENT$/,
  mark: /^MARK$/,
  format: /^FORMAT$/,
}
export type FileClass = keyof typeof classes

const kinds = {
  flip: (bytes: Buffer, at: number, random: Random) => {
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))
    return bytes
  },
  burst: (bytes: Buffer, at: number, random: Random) => {
    for (let i = at; i < Math.min(at + 64, bytes.length); i += 1) bytes[i] = random() * 256
    return bytes
  },
  zero: (bytes: Buffer, at: number) => bytes.fill(0, at, Math.min(at + 512, bytes.length)),
  copy: (bytes: Buffer, at: number, random: Random) => {
    bytes.copy(bytes, at, Math.floor(random() * bytes.length))
    return bytes
  },
  cut: (bytes: Buffer, at: number) => bytes.subarray(0, at),
  drop: (bytes: Buffer, at: number) =>
    Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]),
  remove: () => undefined,
}

export interface Mutation {
  fileClass: FileClass
  text: string
}

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)]!

/** Damages one file of the folder; what follows from the seed alone. */
export function mutate(folder: string, random: Random): Mutation {
  const fileClass = pick(random, Object.keys(classes) as FileClass[])
  const names = readdirSync(folder).filter((name) => classes[fileClass].test(name))
  const path = join(folder, pick(random, names.toSorted()))
  const kind = pick(random, Object.keys(kinds) as (keyof typeof kinds)[])
  const bytes = readFileSync(path)
  const at = Math.floor(random() * bytes.length)
  const damaged = kinds[kind](bytes, at, random)
  if (damaged) writeFileSync(path, damaged)
  else rmSync(path)
  return { fileClass, text: `${kind} at ${at} of ${path}` }
}
