import { EncodedFrame } from './encoded-frame.ts'
import type { Mirror } from './mirror.ts'

/** The counts of one moment as they are sent: once for all tabs of an Agent. */
export class CountsEncoder {
  readonly #mirror: Mirror
  readonly #texts = new Map<string, string>()
  readonly #frames = new Map<string, EncodedFrame>()

  constructor(mirror: Mirror) {
    this.#mirror = mirror
  }

  textFor(agent: string): string {
    const known = this.#texts.get(agent)
    if (known !== undefined) return known
    const text = JSON.stringify(this.#mirror.countsFor(agent))
    this.#texts.set(agent, text)
    return text
  }

  frameFor(agent: string, seq: number): EncodedFrame {
    const key = `${seq} ${agent}`
    const known = this.#frames.get(key)
    if (known !== undefined) return known
    const text = `{"type":"counts","seq":${seq},"counts":${this.textFor(agent)}}`
    const frame = new EncodedFrame(Buffer.from(text))
    this.#frames.set(key, frame)
    return frame
  }
}
