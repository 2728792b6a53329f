import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Journal } from './journal.ts'
import { MediaFiles } from './media-files.ts'
import type { IncomingNumber, Media, Message, Phone } from './model.ts'

type Line =
  | { put: 'message'; value: Message }
  | { put: 'media'; value: Media }
  | { put: 'number'; value: IncomingNumber }
  | { put: 'phone'; value: Phone }
  | { put: 'block'; value: Block }
  | { drop: 'message' | 'media'; sid: string }
  | { drop: 'block'; value: Block }

/** A customer who said STOP to a Line or Messaging Service. */
interface Block {
  sender: string
  customer: string
}

interface StoreEvents {
  message: [Message]
  messageRemoved: [Message]
  phone: [Phone]
}

export interface StoreLimits {
  maxMessages: number
  maxMediaBytes: number
}

const slackLines = 20_000

/** Everything the simulator knows: in memory, and in a journal that is read again at the next start. */
export class Store extends EventEmitter<StoreEvents> {
  readonly messages = new Map<string, Message>()
  readonly numbers = new Map<string, IncomingNumber>()
  readonly phones = new Map<string, Phone>()
  readonly media: MediaFiles
  #blocks = new Map<string, Block>()
  #order = 0
  #journal: Journal<Line>

  constructor(
    folder: string,
    readonly limits: StoreLimits,
  ) {
    super()
    mkdirSync(folder, { recursive: true })
    this.media = new MediaFiles(join(folder, 'media'), limits.maxMediaBytes)
    this.#journal = new Journal(join(folder, 'journal.jsonl'))
    for (const line of this.#journal.read()) this.#apply(line)
    this.media.sweep()
    this.#compact()
  }

  nextOrder(): number {
    return this.#order + 1
  }

  putMessage(value: Message): Message {
    this.#write({ put: 'message', value })
    this.emit('message', value)
    if (this.messages.size > this.limits.maxMessages) this.#dropOldest()
    return value
  }

  /** Changes a message that may meanwhile have been removed; then nothing happens. */
  patchMessage(sid: string, changes: Partial<Message>): Message | undefined {
    const message = this.messages.get(sid)
    if (!message) return undefined
    return this.putMessage({ ...message, ...changes, updatedAt: new Date().toISOString() })
  }

  removeMessage(sid: string): void {
    const message = this.messages.get(sid)
    if (!message) return
    this.#write({ drop: 'message', sid })
    this.emit('messageRemoved', message)
  }

  putMedia(value: Media, data: Uint8Array): void {
    this.media.save(value, data)
    this.#write({ put: 'media', value })
  }

  removeMedia(sid: string): void {
    this.#write({ drop: 'media', sid })
  }

  putNumber(value: IncomingNumber): IncomingNumber {
    this.#write({ put: 'number', value })
    return value
  }

  putPhone(value: Phone): Phone {
    this.#write({ put: 'phone', value })
    this.emit('phone', value)
    return value
  }

  numberCalled(phoneNumber: string): IncomingNumber | undefined {
    return [...this.numbers.values()].find((number) => number.phoneNumber === phoneNumber)
  }

  isBlocked(sender: string, customer: string): boolean {
    return this.#blocks.has(blockKey({ sender, customer }))
  }

  block(sender: string, customer: string): void {
    if (!this.isBlocked(sender, customer))
      this.#write({ put: 'block', value: { sender, customer } })
  }

  unblock(sender: string, customer: string): void {
    if (this.isBlocked(sender, customer))
      this.#write({ drop: 'block', value: { sender, customer } })
  }

  close(): void {
    this.#journal.close()
  }

  #write(line: Line): void {
    this.#journal.append(line)
    this.#apply(line)
    if (this.#journal.lines > 2 * this.messages.size + slackLines) this.#compact()
  }

  #apply(line: Line): void {
    if ('drop' in line) {
      if (line.drop === 'block') this.#blocks.delete(blockKey(line.value))
      else if (line.drop === 'media') this.media.drop(line.sid)
      else this.#forget(line.sid)
    } else if (line.put === 'message') this.#keep(line.value)
    else if (line.put === 'media') this.media.add(line.value)
    else if (line.put === 'number') this.numbers.set(line.value.sid, line.value)
    else if (line.put === 'phone') this.phones.set(line.value.number, line.value)
    else this.#blocks.set(blockKey(line.value), line.value)
  }

  #keep(message: Message): void {
    this.messages.set(message.sid, message)
    this.#order = Math.max(this.#order, message.order)
  }

  #forget(sid: string): void {
    this.messages.delete(sid)
    this.media.dropMessage(sid)
  }

  #dropOldest(): void {
    const oldest = this.messages.keys().next().value
    if (oldest !== undefined) this.removeMessage(oldest)
  }

  #compact(): void {
    this.#journal.replace([
      ...[...this.numbers.values()].map((value) => ({ put: 'number' as const, value })),
      ...[...this.phones.values()].map((value) => ({ put: 'phone' as const, value })),
      ...[...this.#blocks.values()].map((value) => ({ put: 'block' as const, value })),
      ...[...this.messages.values()].map((value) => ({ put: 'message' as const, value })),
      ...this.media.all().map((value) => ({ put: 'media' as const, value })),
    ])
  }
}

function blockKey({ sender, customer }: Block): string {
  return `${sender} ${customer}`
}
