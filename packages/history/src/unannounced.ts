import type { Changeset } from '@switchboard/protocol'
import type { Row } from './key-value.ts'
import { changeKey } from './keys.ts'
import type { Overlay } from './overlay.ts'
import { readChangeset } from './stored-changeset.ts'

/**
 * Changesets of operations that are done, until their row is announced: whoever wrote it need not read it again.
 * Holds as many as may be written and not yet announced.
 */
export class Unannounced {
  readonly #changesets = new Map<string, { text: string | undefined; changeset: Changeset }>()

  add(changeset: Changeset, draft: Overlay): void {
    const key = changeKey(changeset.seq)
    this.#changesets.set(key, { text: draft.get(key), changeset })
  }

  /** The changeset of an announced row; read from the row where it is not the very text that was written. */
  take(row: Row): Changeset {
    const [key, text] = row
    const known = this.#changesets.get(key)
    this.#changesets.delete(key)
    return known?.text === text ? known.changeset : readChangeset(row)
  }
}
