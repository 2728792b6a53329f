import { createHash } from 'node:crypto'
import type { Changeset } from '@switchboard/protocol'

/** What one changeset is, for comparing what several readers got. */
export function digestOf(changeset: Changeset): string {
  return createHash('sha1').update(JSON.stringify(changeset)).digest('base64')
}

interface Change {
  seq: number
  position: number
}

/** What the history says, as a reader that is never cut off got it. */
export class Truth {
  readonly #digests = new Map<number, string>()
  readonly #changes = new Map<string, Change[]>()

  add(changeset: Changeset): void {
    this.#digests.set(changeset.seq, digestOf(changeset))
    for (const { conversation, position } of changeset.entries) {
      const known = this.#changes.get(conversation) ?? []
      known.push({ seq: changeset.seq, position })
      this.#changes.set(conversation, known)
    }
  }

  digest(seq: number): string | undefined {
    return this.#digests.get(seq)
  }

  /** Position → the last change of that entry up to this `seq`. */
  entriesAt(number: string, seq: number): Map<number, number> {
    const found = new Map<number, number>()
    for (const change of this.#changes.get(number) ?? [])
      if (change.seq <= seq) found.set(change.position, change.seq)
    return found
  }

  /** A history that is checked needs no room any more. */
  forget(number: string, before: number): void {
    this.#changes.delete(number)
    for (const seq of this.#digests.keys()) if (seq < before) this.#digests.delete(seq)
  }
}
