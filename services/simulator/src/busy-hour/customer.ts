import type { Script } from './scripts.ts'

/** Minutes until somebody who was answered writes again. */
const THINKING = 1
/** Minutes somebody waits for an answer before they say so. */
const PATIENCE = 7

/** One customer's way through their script, minute by minute. */
export class ScriptedCustomer {
  readonly script: Script
  #minute = 0
  #said = 0
  #complained = 0
  /** When the last text of theirs was sent; null: none yet. */
  #wroteAt: number | null = null
  /** When somebody answered it; null: nobody yet. */
  #answeredAt: number | null = null

  constructor(script: Script) {
    this.script = script
  }

  /** Somebody answered; several answers in a row are one. */
  answered(): void {
    if (this.#wroteAt !== null) this.#answeredAt ??= this.#minute
  }

  /** What they write at this minute of the hour, if anything. */
  next(minute: number): string | null {
    this.#minute = minute
    if (this.#wroteAt === null)
      return minute < this.script.at ? null : this.#write(this.script.opening)
    if (this.#answeredAt !== null) return this.#goOn(minute - this.#answeredAt)
    return minute - this.#wroteAt < PATIENCE ? null : this.#complain()
  }

  #goOn(minutes: number): string | null {
    const text = this.script.answers[this.#said]
    if (text === undefined || minutes < THINKING) return null
    this.#said += 1
    return this.#write(text)
  }

  #complain(): string | null {
    // Who has begun to talk with somebody waits in silence.
    const text = this.#said > 0 ? undefined : this.script.impatient[this.#complained]
    if (text === undefined) return null
    this.#complained += 1
    return this.#write(text)
  }

  #write(text: string): string {
    this.#wroteAt = this.#minute
    this.#answeredAt = null
    return text
  }
}
