import { readdirSync, readFileSync } from 'node:fs'

/** What Linux counts of a process; every figure is 0 where there is no /proc. */
export interface ProcessFigures {
  /** User and system time, ms. */
  cpuMs: number
  /** Bytes sent to the disk's cache, as the kernel counts pages. */
  writtenBytes: number
  /** Resident, bytes. */
  rss: number
  /** Of that what is mapped from files, as the store's tables are: the kernel takes it back when it needs it. */
  mapped: number
  /** Proportional set size, bytes: pages shared with others count in part. */
  pss: number
}

const CLOCK_TICK_MS = 10

export function figuresOf(pid: number | undefined): ProcessFigures {
  const stat = read(pid, 'stat')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return {
    cpuMs: (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * CLOCK_TICK_MS,
    writtenBytes: field(read(pid, 'io'), 'write_bytes'),
    rss: field(read(pid, 'status'), 'VmRSS') * 1024,
    mapped: field(read(pid, 'status'), 'RssFile') * 1024,
    pss: field(read(pid, 'smaps_rollup'), 'Pss') * 1024,
  }
}

/** This process and all it started. */
export function treeOf(pid: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(Number(name))]),
  )
  const tree = [pid]
  for (const one of tree)
    for (const [child, parent] of parents) if (parent === one) tree.push(child)
  return tree
}

function parentOf(pid: number): number {
  const stat = read(pid, 'stat')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0)
}

/** Empty when the process is gone or this is no Linux. */
function read(pid: number | undefined, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

function field(text: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(text)?.[1] ?? 0)
}
