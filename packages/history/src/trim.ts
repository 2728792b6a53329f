import type { Changeset } from '@switchboard/protocol'
import { unseal } from './checksum.ts'
import { changeKeys } from './keys.ts'
import type { Overlay } from './overlay.ts'

/** Changesets forgotten in one operation, so that others get their turn. */
const AT_ONCE = 500

/** Forgets the oldest changesets stored before this time, but never the newest; returns how many. */
export async function trimOnce(draft: Overlay, before: string): Promise<number> {
  const rows = await draft.rows({ ...changeKeys, limit: AT_ONCE + 1 })
  const candidates = rows.slice(0, -1)
  const end = candidates.findIndex((row) => (unseal(row) as Changeset).at >= before)
  const old = end === -1 ? candidates : candidates.slice(0, end)
  for (const [key] of old) draft.remove(key)
  return old.length
}
