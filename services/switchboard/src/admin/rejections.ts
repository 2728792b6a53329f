import type { Rejection, Why } from '@switchboard/protocol'

const KEPT = 50
/** What a stranger sends is shown to an admin, so no more of it than is of use. */
const MAX_TEXT = 300

/** The newest webhooks that were refused, in memory: a wrong signature is the classic silent loss. */
export class Rejections {
  readonly #newest: Rejection[] = []
  #count = 0

  /** Since the start. */
  get count(): number {
    return this.#count
  }

  /** Newest first. */
  get newest(): Rejection[] {
    return this.#newest.toReversed()
  }

  add(rejection: Omit<Rejection, 'at'>): void {
    this.#count += 1
    this.#newest.push({
      at: new Date().toISOString(),
      path: cut(rejection.path),
      reason: cut(rejection.reason),
      ...(rejection.why && { why: cutWhy(rejection.why) }),
      address: cut(rejection.address),
      checkedUrl: rejection.checkedUrl && cut(rejection.checkedUrl),
      signedFor: rejection.signedFor && cut(rejection.signedFor),
    })
    if (this.#newest.length > KEPT) this.#newest.shift()
  }
}

const cut = (text: string): string => text.slice(0, MAX_TEXT)
const cutWhy = ({ code, values }: Why): Why => ({ code, values: values.map(cut) })
