import { isSameSecret } from '@switchboard/service'
import { createHmac, randomBytes } from 'node:crypto'
import type { HistoryStore } from '@switchboard/history'

const SECRET = 'media-link-secret'

/** Addresses of pictures for the carrier: signed, and good for a time. */
export class MediaLinks {
  readonly #store: HistoryStore
  readonly #publicUrl: string
  readonly #lifeMs: number
  #secret: Promise<string> | undefined

  constructor(options: { store: HistoryStore; publicUrl: string; lifeMs: number }) {
    this.#store = options.store
    this.#publicUrl = options.publicUrl
    this.#lifeMs = options.lifeMs
  }

  /** `URL/media/{id}?expires={seconds since 1970}&signature={HMAC-SHA256, base64url}`. */
  async sign(id: string, now = Date.now()): Promise<string> {
    const expires = String(Math.ceil((now + this.#lifeMs) / 1000))
    const signature = await this.#signature(id, expires)
    return `${this.#publicUrl}/media/${id}?expires=${expires}&signature=${signature}`
  }

  /** Whether a query was signed here for this id, and still counts. */
  async isGood(id: string, query: URLSearchParams, now = Date.now()): Promise<boolean> {
    const expires = query.get('expires') ?? ''
    const given = query.get('signature') ?? ''
    if (!/^\d{1,12}$/.test(expires) || Number(expires) * 1000 < now) return false
    return isSameSecret(given, await this.#signature(id, expires))
  }

  async #signature(id: string, expires: string): Promise<string> {
    this.#secret ??= this.#readSecret()
    try {
      return createHmac('sha256', await this.#secret)
        .update(`${id}\n${expires}`)
        .digest('base64url')
    } catch (error) {
      this.#secret = undefined
      throw error
    }
  }

  /** The secret of this history, made when it is needed first. */
  async #readSecret(): Promise<string> {
    const known = await this.#store.record<string>('meta', SECRET)
    if (known !== undefined) return known
    const { value } = await this.#store.transact(async (transaction) => {
      const before = await transaction.record<string>('meta', SECRET)
      const secret = before ?? randomBytes(32).toString('base64url')
      if (before === undefined) await transaction.putRecord('meta', SECRET, secret)
      return secret
    })
    return value
  }
}
