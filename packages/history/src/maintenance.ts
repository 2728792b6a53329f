import type { FileCount } from './file-lines.ts'
import type { KeptFiles } from './kept-files.ts'

/** How far a long run is; how much there is in all is not known beforehand. */
export interface Progress {
  /** What is being looked at: a few words for a person. */
  phase: string
  /** Records looked at so far, over all phases; files are not counted. */
  done: number
}

/** Long runs end with the signal's reason when it aborts, and leave nothing half made behind. */
export interface LongRunOptions {
  signal?: AbortSignal
  /** Told about every thousand records, and at the end. */
  onProgress?: (progress: Progress) => void
}

/** Without `files` nothing but the history itself is copied. */
export interface CopyOptions extends LongRunOptions {
  files?: KeptFiles
}

/** One thing that is not as it must be. */
export interface Difference {
  /** The stored key, or what stands in for it. */
  key: string
  /** What is wrong, in a few words: `damaged`, `missing`, `not expected`, `lastEntry differs`… */
  what: string
  expected?: string
  found?: string
}

export interface RestoreSummary extends FileCount {
  /** Where the restored history ended. */
  seq: number
  /** When the backup or the export was made, ISO 8601 UTC. */
  at: string
  /** Records stored. */
  records: number
}

/** What was found out when a store was opened: changes that readers may have seen are not there. */
export interface LostTail {
  /** `lost`: the end of the log is gone; `restored`: from a backup or an export; `unmarked`: the high-water mark is missing or damaged, so nobody can tell. */
  why: 'lost' | 'restored' | 'unmarked'
  /** The last `seq` that is stored. */
  lastSeq: number
  /** The highest `seq` known to have been confirmed; null when `unmarked`. */
  mark: number | null
}

/** What operators do with a history; each works on one moment of it while it is written to. */
export interface Maintained {
  /** What `open` found; undefined when nothing is missing. Numbers are not given again: `seq` went on above all of them, and older cursors are TOO_OLD. */
  readonly lostTail: LostTail | undefined
  /**
   * Everything that is wrong with what is stored: checksums, keys, holes, and each index, counter and
   * summary compared with what the entries add up to. Changes nothing.
   */
  verify(options?: LongRunOptions): AsyncGenerator<Difference, void, undefined>
  /**
   * Everything needed to rebuild the history, one JSON text a line, without line ends: agents,
   * Conversations, entries, every private space as stored (secrets only as the hashes that are stored) and files.
   */
  exportLines(options?: CopyOptions): AsyncGenerator<string, void, undefined>
  /** Writes a whole copy into a new or empty folder, from which `restore` makes a store's folder again. */
  backup(folder: string, options?: CopyOptions): Promise<RestoreSummary>
  /** The same copy as lines, from which `restoreLines` makes a store's folder again. */
  backupLines(options?: CopyOptions): AsyncGenerator<string, void, undefined>
}
