import type { Reader } from './key-value.ts'
import { conversationKey, indexKeysOf, unescapeKey } from './keys.ts'
import type { Difference } from './maintenance.ts'
import { filledSummary } from './stored-summary.ts'
import type { Check } from './verify.ts'
import { peek } from './verify-peek.ts'

const TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`

const STATUS = '(?:open|snoozed|resolved)'

/** Places in the orders of activity, priority and waiting, and those of names: none but those the summaries have. */
export class PlaceCheck implements Check {
  readonly prefixes = ['a!', 'w!', 'y!', 'f!']
  readonly shape = new RegExp(
    `^(?:a!${STATUS}![^!]+!${TIME}|w!(?:[019]-)?${TIME}|y!${STATUS}![^!]+![0-3]![01]${TIME}|f![^!]+)!(.+)$`,
    's',
  )
  readonly #reader: Reader

  constructor(reader: Reader) {
    this.#reader = reader
  }

  *row(key: string): Iterable<Difference> {
    const number = this.shape.exec(key)?.[1] ?? ''
    const { value, missing } = peek(this.#reader, conversationKey(unescapeKey(number)))
    if (!value && !missing) return
    if (!value || !indexKeysOf(filledSummary(value)).includes(key))
      yield { key, what: 'not expected' }
  }
}
