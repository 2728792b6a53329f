import type { Carrier } from './carrier.ts'
import type { DayClock } from './day-clock.ts'
import type { Random } from './random.ts'
import { say } from './texts.ts'
import { beginsAt, endsAt, HOUR, MINUTE, oClock, SECOND } from './times.ts'

/** How many write in each hour from seven on, as parts of the whole. */
const curve = [1, 5, 8, 9, 9, 9, 8, 8, 8, 8, 9, 7, 4, 2]

const ANGRY = 0.06
const TWO_TEXTS = 0.15
const STOPS = 0.01
const COMES_BACK = 0.3
const WRITES_MORE = [0.5, 0.35, 0.2]
const SAYS_THANKS = 0.3
const PATIENCE_MS = 12 * MINUTE

/** When somebody who writes on this day writes first. */
export function drawArrival(random: Random): number {
  const whole = curve.reduce((sum, part) => sum + part, 0)
  let left = random.between(0, whole)
  const hour = curve.findIndex((part) => (left -= part) < 0)
  return oClock(7 + Math.max(0, hour)) + random.between(0, HOUR)
}

export interface CustomerOptions {
  number: string
  clock: DayClock
  random: Random
  carrier: Carrier
}

/** Somebody who texts: asks, nudges when nobody answers, goes on when somebody does, and sometimes says STOP. */
export class Customer {
  readonly #options: CustomerOptions
  readonly #isAngry: boolean
  readonly #patienceMs: number
  #answers = 0
  #isStopped = false
  #cancelNudge: () => void = () => undefined

  constructor(options: CustomerOptions) {
    this.#options = options
    this.#isAngry = options.random.chance(ANGRY)
    this.#patienceMs = PATIENCE_MS * (this.#isAngry ? 0.5 : 1)
    options.clock.at(Math.max(beginsAt, drawArrival(options.random)), () => this.#begin())
  }

  /** A reply of ours reached them. */
  answered(): void {
    const { clock, random } = this.#options
    this.#cancelNudge()
    if (this.#isStopped || clock.now() > endsAt - 5 * MINUTE) return
    const goesOn = random.chance(WRITES_MORE[this.#answers] ?? 0.05)
    this.#answers += 1
    if (random.chance(STOPS)) this.#later(2 * MINUTE, () => this.#stop())
    else if (goesOn) this.#later(6 * MINUTE, () => this.#ask(this.#isAngry ? 'furious' : 'more'))
    else if (random.chance(SAYS_THANKS)) this.#later(3 * MINUTE, () => this.#text('thanks'))
  }

  #begin(): void {
    const { clock, random } = this.#options
    this.#ask(this.#isAngry ? 'furious' : 'first')
    if (random.chance(TWO_TEXTS))
      clock.after(random.between(5, 40) * SECOND, () => this.#text('more'))
  }

  /** Something that wants an answer. */
  #ask(what: 'furious' | 'first' | 'more'): void {
    const { clock, random } = this.#options
    this.#text(what)
    this.#cancelNudge()
    this.#cancelNudge = clock.after(this.#patienceMs * random.between(0.7, 2), () => {
      if (random.chance(0.4)) this.#text('nudges')
    })
  }

  #stop(): void {
    const { carrier, number, random } = this.#options
    this.#isStopped = true
    carrier.text(number, random.pick(['STOP', 'Unsubscribe', 'stop']))
    if (random.chance(COMES_BACK)) this.#later(HOUR, () => this.#start())
  }

  #start(): void {
    this.#isStopped = false
    this.#options.carrier.text(this.#options.number, 'START')
    this.#later(2 * MINUTE, () => this.#ask('more'))
  }

  #text(what: Parameters<typeof say>[0]): void {
    const { carrier, number, random } = this.#options
    if (!this.#isStopped) carrier.text(number, say(what, random))
  }

  /** After a while, but not when everything is over. */
  #later(meanMs: number, work: () => void): void {
    const { clock, random } = this.#options
    const delayMs = 5 * SECOND + random.exponential(meanMs)
    if (clock.now() + delayMs < endsAt - MINUTE) clock.after(delayMs, work)
  }
}
