import { SwitchboardError, type Media } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import { KeptTexts, type KeyValue } from '../state/kept.ts'
import { createStore, type Readable } from '../state/store.ts'
import { refusedFile } from './limits.ts'
import type { Upload } from './upload.ts'
import { own } from '../state/own.ts'
import { saidWords } from '../words/errors.ts'
import { newId } from '../state/new-id.ts'

/** A picture in the composer. Only one that is `ready` can be sent. */
export interface Attachment {
  key: string
  /** The file's; null for one that was there before a reload. */
  name: string | null
  bytes: number
  state: 'uploading' | 'ready' | 'failed'
  /** What the switchboard made of it, once it is there. */
  media: Media | null
  /** A `data:` address to show it by, until a reload. */
  preview: string | null
  /** Why the upload failed, in words. */
  problem: string | null
  /** Whether the file itself was refused: it can only be left out. */
  isRefused?: boolean
}

export type Attachments = Readonly<Record<string, readonly Attachment[]>>

const MAX_KEPT = 200
/** Refusals that no other try changes. */
const ofFile: ReadonlySet<string> = new Set(['UNSUPPORTED_TYPE', 'TOO_LARGE'])
const none: readonly Attachment[] = []

interface Options {
  agent: string
  storage: KeyValue | null
  upload: Upload
}

/**
 * The pictures beside each Conversation's draft. They are uploaded as soon as they are chosen; those
 * that are there outlive a reload, as the text does.
 */
export class AttachmentStore {
  readonly #kept: KeptTexts
  readonly #upload: Upload
  readonly #store
  readonly #underWay = new Map<string, { file: Blob; ends: AbortController }>()

  constructor({ agent, storage, upload }: Options) {
    this.#kept = new KeptTexts(storage, `switchboard:pictures:${agent}:`, MAX_KEPT)
    this.#upload = upload
    const kept = [...this.#kept.all()].map(([number, json]) => [number, restore(json)] as const)
    this.#store = createStore<Attachments>(Object.fromEntries(kept))
  }

  get store(): Readable<Attachments> {
    return this.#store
  }

  get(number: string): readonly Attachment[] {
    return own(this.#store.get(), number) ?? none
  }

  /** Takes files in; answers in words why some of them were not, or null. */
  add(number: string, files: readonly File[]): string | null {
    const problems: string[] = []
    for (const file of files) {
      const refused = refusedFile(file, this.get(number))
      if (refused === null) this.#begin(number, file)
      else problems.push(refused)
    }
    return allOf(problems)
  }

  remove(number: string, key: string): void {
    this.#underWay.get(key)?.ends.abort()
    this.#underWay.delete(key)
    this.#set(
      number,
      this.get(number).filter((one) => one.key !== key),
    )
  }

  /** Uploads one that failed once more. */
  retry(number: string, key: string): void {
    const file = this.#underWay.get(key)?.file
    if (file) void this.#run(number, key, file)
  }

  /** The pictures to be sent, which leave the composer. */
  take(number: string): readonly Media[] {
    const media = this.get(number).flatMap((one) => one.media ?? [])
    this.#set(number, none)
    return media
  }

  /** Gives the pictures of a refused reply back; what was added meanwhile stays after them. */
  giveBack(number: string, media: readonly Media[]): void {
    if (media.length > 0) this.#set(number, [...media.map(ready), ...this.get(number)])
  }

  close(): void {
    for (const { ends } of this.#underWay.values()) ends.abort()
    this.#underWay.clear()
  }

  #begin(number: string, file: File): void {
    const key = newId()
    const attachment: Attachment = {
      key,
      name: file.name,
      bytes: file.size,
      state: 'uploading',
      media: null,
      preview: null,
      problem: null,
    }
    this.#set(number, [...this.get(number), attachment])
    void this.#run(number, key, file)
    void this.#show(number, key, file)
  }

  async #run(number: string, key: string, file: Blob): Promise<void> {
    const ends = new AbortController()
    this.#underWay.set(key, { file, ends })
    this.#change(number, key, { state: 'uploading', problem: null })
    try {
      const media = await this.#upload(file, ends.signal)
      this.#underWay.delete(key)
      this.#change(number, key, { state: 'ready', media })
    } catch (error) {
      if (ends.signal.aborted) return
      const isOurs = error instanceof SwitchboardError
      const problem = isOurs ? saidWords(error) : words().files.notUploaded
      const isRefused = isOurs && ofFile.has(error.code)
      if (isRefused) this.#underWay.delete(key)
      this.#change(number, key, { state: 'failed', problem, isRefused })
    }
  }

  async #show(number: string, key: string, file: Blob): Promise<void> {
    const preview = await readAsDataUrl(file)
    if (preview !== null) this.#change(number, key, { preview })
  }

  #change(number: string, key: string, change: Partial<Attachment>): void {
    if (!this.get(number).some((one) => one.key === key)) return
    const changed = this.get(number).map((one) => (one.key === key ? { ...one, ...change } : one))
    this.#set(number, changed)
  }

  #set(number: string, attachments: readonly Attachment[]): void {
    const media = attachments.flatMap((one) => one.media ?? [])
    if (media.length > 0) this.#kept.set(number, JSON.stringify(media))
    else this.#kept.delete(number)
    this.#store.update((all) => {
      const { [number]: _, ...others } = all
      return attachments.length === 0 ? others : { ...others, [number]: attachments }
    })
  }
}

const MAX_TOLD = 3

/** Each is told, of many the first ones and how many more there are. */
function allOf(problems: readonly string[]): string | null {
  if (problems.length === 0) return null
  const isMany = problems.length > MAX_TOLD
  const told = isMany ? problems.slice(0, MAX_TOLD - 1) : problems
  const more = isMany ? [words().files.moreRefused(problems.length - told.length)] : []
  return [...told, ...more].join(' ')
}

function ready(media: Media): Attachment {
  return {
    key: media.id,
    name: null,
    bytes: media.size ?? 0,
    state: 'ready',
    media,
    preview: null,
    problem: null,
  }
}

/** What another version or somebody else wrote there is left alone. */
function restore(json: string): Attachment[] {
  return readMedia(json).map(ready)
}

/** Media as they were kept by `JSON.stringify`. */
export function readMedia(json: string): Media[] {
  try {
    const media = JSON.parse(json) as unknown
    return Array.isArray(media) ? media.filter(isMedia) : []
  } catch {
    return []
  }
}

function isMedia(value: unknown): value is Media {
  const { id, contentType } = Object(value) as Partial<Media>
  return typeof id === 'string' && typeof contentType === 'string'
}

function readAsDataUrl(file: Blob): Promise<string | null> {
  return new Promise((resolve) => {
    const reader = new FileReader()
    const done = (): void => resolve(typeof reader.result === 'string' ? reader.result : null)
    reader.addEventListener('loadend', done)
    reader.readAsDataURL(file)
  })
}
