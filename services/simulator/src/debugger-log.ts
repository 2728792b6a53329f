import { makeSid } from './sids.ts'

/** What Twilio's Debugger would show: a webhook that failed, or a warning about its answer. */
export interface DebuggerEntry {
  sid: string
  at: string
  level: 'error' | 'warning'
  code: number
  message: string
  url: string | null
  messageSid: string | null
  httpStatus: number | null
}

const maxEntries = 200

/** The newest 200 entries, newest first. Older ones are forgotten. */
export class DebuggerLog {
  #entries: DebuggerEntry[] = []

  constructor(readonly onEntry: (entry: DebuggerEntry) => void) {}

  all(): DebuggerEntry[] {
    return [...this.#entries]
  }

  add(entry: Omit<DebuggerEntry, 'sid' | 'at'>): void {
    const full = { sid: makeSid('NO'), at: new Date().toISOString(), ...entry }
    this.#entries = [full, ...this.#entries].slice(0, maxEntries)
    this.onEntry(full)
  }
}
