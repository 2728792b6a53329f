import type { Progress } from '@switchboard/history'

/** Where nobody sees a line change, a new one this often is enough. */
const QUIET_EVERY_MS = 5000
const REDRAW_EVERY_MS = 100

export interface ProgressOutput {
  isTTY?: boolean
  write(text: string): unknown
}

/** Tells how far a command is: one line that changes on a terminal, now and then a line elsewhere. */
export class ProgressLine {
  readonly #output: ProgressOutput
  readonly #now: () => number
  #shownAt: number
  #isDrawn = false

  constructor(output: ProgressOutput, now: () => number = Date.now) {
    this.#output = output
    this.#now = now
    this.#shownAt = output.isTTY ? 0 : now()
  }

  readonly show = (progress: Partial<Progress>): void => {
    const every = this.#output.isTTY ? REDRAW_EVERY_MS : QUIET_EVERY_MS
    if (this.#now() - this.#shownAt < every) return
    this.#shownAt = this.#now()
    const text = describe(progress)
    this.#output.write(this.#output.isTTY ? `\r\u001b[2K${text}` : `${text}\n`)
    this.#isDrawn = true
  }

  /** Takes the changing line away, so that what comes next begins on a clean one. */
  clear(): void {
    if (this.#isDrawn && this.#output.isTTY) this.#output.write('\r\u001b[2K')
    this.#isDrawn = false
  }
}

/** `entries: 12,000`, or `entries …` while nothing is counted. */
export function describe({ phase = 'working', done }: Partial<Progress>): string {
  return done === undefined ? `${phase} …` : `${phase}: ${count(done)}`
}

export const count = (n: number): string => n.toLocaleString('en-US')
