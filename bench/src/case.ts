import type { Options } from './options.ts'

/** One line of the report: what was measured, and each time it was. */
export interface Figure {
  case: string
  what: string
  unit: string
  samples: number[]
}

export interface BenchCase {
  name: string
  /** One sentence for `--list`. */
  about: string
  /** Runs only when it is named. */
  onlyByName?: boolean
  run: (bench: Bench) => Promise<void>
}

/** What a case is given: how hard to try, where to put its figures, and whom to tell how far it is. */
export class Bench {
  readonly options: Options
  readonly figures: Figure[] = []
  /** What a reader of the figures has to know. */
  readonly remarks: string[] = []
  #case = ''

  constructor(options: Options) {
    this.options = options
  }

  /** This or that, by `--quick`. */
  size<T>(full: T, quick: T): T {
    return this.options.quick ? quick : full
  }

  begin(name: string): void {
    this.#case = name
  }

  /** Adds samples to the figure of this name in the running case. */
  record(what: string, unit: string, ...samples: number[]): void {
    const known = this.figures.find((one) => one.case === this.#case && one.what === what)
    if (known) known.samples.push(...samples)
    else this.figures.push({ case: this.#case, what, unit, samples })
  }

  remark(text: string): void {
    this.remarks.push(`${this.#case}: ${text}`)
    this.tell(text)
  }

  tell(text: string): void {
    process.stderr.write(`  ${this.#case}: ${text}\n`)
  }
}
