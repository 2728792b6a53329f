import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CarrierError } from '../errors.ts'
import type { Media } from './model.ts'

/** Pictures: what is known of each, and the folder with their bytes (one file per sid). */
export class MediaFiles {
  #bySid = new Map<string, Media>()
  #byMessage = new Map<string, Media[]>()
  #bytes = 0

  constructor(
    readonly folder: string,
    readonly maxBytes: number,
  ) {
    mkdirSync(folder, { recursive: true })
  }

  get(sid: string): Media | undefined {
    return this.#bySid.get(sid)
  }

  all(): Media[] {
    return [...this.#bySid.values()]
  }

  ofMessage(messageSid: string): Media[] {
    return this.#byMessage.get(messageSid) ?? []
  }

  pathOf(sid: string): string {
    return join(this.folder, sid)
  }

  /** Writes the bytes; throws a 507 when the folder would outgrow its bound. */
  save(media: Media, data: Uint8Array): void {
    if (this.#bytes + media.bytes > this.maxBytes)
      throw new CarrierError(507, 20507, 'The simulator has no room for more pictures')
    writeFileSync(this.pathOf(media.sid), data)
  }

  add(media: Media): void {
    if (this.#bySid.has(media.sid)) return
    this.#bySid.set(media.sid, media)
    this.#byMessage.set(media.messageSid, [...this.ofMessage(media.messageSid), media])
    this.#bytes += media.bytes
  }

  drop(sid: string): void {
    const media = this.#bySid.get(sid)
    if (!media) return
    this.#bySid.delete(sid)
    const others = this.ofMessage(media.messageSid).filter((other) => other.sid !== sid)
    if (others.length > 0) this.#byMessage.set(media.messageSid, others)
    else this.#byMessage.delete(media.messageSid)
    this.#bytes -= media.bytes
    rmSync(this.pathOf(sid), { force: true })
  }

  dropMessage(messageSid: string): void {
    for (const media of this.ofMessage(messageSid)) this.drop(media.sid)
  }

  /** Removes files nobody knows of: bytes written just before a crash. */
  sweep(): void {
    for (const name of readdirSync(this.folder))
      if (!this.#bySid.has(name)) rmSync(join(this.folder, name), { force: true })
  }
}
