import type { Conversation } from '@switchboard/protocol'

const SHARDS = 128
type Shard = ReadonlyMap<string, Conversation>

/** What became of one Conversation between two moments; one of both is there. */
export interface Changed {
  was: Conversation | undefined
  is: Conversation | undefined
}

/**
 * Conversations by number, never changed but replaced. A change copies the few that stand beside the
 * changed one instead of all, and what changed since an earlier moment is found as quickly.
 */
export class Conversations {
  static readonly none = new Conversations(Array.from({ length: SHARDS }, () => new Map()))
  static readonly of = (rows: Iterable<Conversation>): Conversations =>
    Conversations.none.with([...rows])

  readonly #shards: readonly Shard[]

  private constructor(shards: readonly Shard[]) {
    this.#shards = shards
  }

  get size(): number {
    return this.#shards.reduce((sum, shard) => sum + shard.size, 0)
  }

  get(number: string): Conversation | undefined {
    return this.#shards[shardOf(number)]?.get(number)
  }

  /** In no order that means anything. */
  *[Symbol.iterator](): Generator<Conversation, void> {
    for (const shard of this.#shards) yield* shard.values()
  }

  with(rows: readonly Conversation[]): Conversations {
    if (rows.length === 0) return this
    const shards = [...this.#shards]
    const copied = new Map<number, Map<string, Conversation>>()
    for (const row of rows) {
      const at = shardOf(row.number)
      const shard = copied.get(at) ?? new Map(shards[at])
      copied.set(at, shard.set(row.number, row))
      shards[at] = shard
    }
    return new Conversations(shards)
  }

  without(isGone: (row: Conversation) => boolean): Conversations {
    const shards = this.#shards.map((shard) => {
      const kept = [...shard].filter(([, row]) => !isGone(row))
      return kept.length === shard.size ? shard : new Map(kept)
    })
    const isSame = shards.every((shard, at) => shard === this.#shards[at])
    return isSame ? this : new Conversations(shards)
  }

  changedSince(before: Conversations): Changed[] {
    return this.#shards.flatMap((shard, at) => {
      const old = before.#shards[at] ?? new Map<string, Conversation>()
      return shard === old ? [] : changesOf(old, shard)
    })
  }
}

function changesOf(before: Shard, now: Shard): Changed[] {
  const changes: Changed[] = []
  for (const [number, is] of now) {
    const was = before.get(number)
    if (was !== is) changes.push({ was, is })
  }
  for (const [number, was] of before) if (!now.has(number)) changes.push({ was, is: undefined })
  return changes
}

/** Numbers differ most at their end. */
function shardOf(number: string): number {
  let hash = 0
  for (let at = Math.max(0, number.length - 6); at < number.length; at += 1)
    hash = hash * 31 + number.charCodeAt(at)
  return hash % SHARDS
}
