import { constants, inflateRawSync } from 'node:zlib'

/** What ends each compressed message, and is left out on the wire (RFC 7692, 7.2.1). */
export const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff])

/** Frames of as many gateways and readers come mixed. */
const KEPT = 8

/** Inflates what came to one browser after the other only once: a driver is to be no bottleneck. */
export class InflateOnce {
  readonly #kept: { compressed: Buffer; text: Buffer }[] = []

  inflate(payload: Buffer): Buffer {
    const kept = this.#kept.find(({ compressed }) => compressed.equals(payload))
    if (kept !== undefined) return kept.text
    const compressed = Buffer.from(payload)
    const options = { finishFlush: constants.Z_SYNC_FLUSH }
    const text = inflateRawSync(Buffer.concat([compressed, TAIL]), options)
    this.#kept.unshift({ compressed, text })
    this.#kept.length = Math.min(this.#kept.length, KEPT)
    return text
  }
}
