import type { Mirror } from './mirror.ts'

/** The counts of one moment as they are sent: once for all tabs of an Agent. */
export class CountsEncoder {
  readonly #mirror: Mirror
  readonly #texts = new Map<string, string>()
  readonly #frames = new Map<string, Buffer>()

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

  frameFor(agent: string, seq: number): Buffer {
    const key = `${seq} ${agent}`
    const known = this.#frames.get(key)
    if (known !== undefined) return known
    const bytes = Buffer.from(`{"type":"counts","seq":${seq},"counts":${this.textFor(agent)}}`)
    this.#frames.set(key, bytes)
    return bytes
  }
}
