import { viewKey, type Conversation } from '@switchboard/protocol'
import { countKey } from './keys.ts'
import type { Overlay } from './overlay.ts'

/** The views a Conversation is counted in: its status as a whole, and who holds it. */
function viewsOf(conversation: Conversation | undefined): string[] {
  if (!conversation) return []
  const { status, assignee } = conversation
  return [viewKey(status, '*'), viewKey(status, assignee)]
}

/** How many Conversations each view holds; a view without any has no key. */
export class Counters {
  readonly #draft: Overlay
  readonly #moved = new Set<string>()

  constructor(draft: Overlay) {
    this.#draft = draft
  }

  get(view: string): number {
    return this.#draft.value(countKey(view)) ?? 0
  }

  move(before: Conversation | undefined, after: Conversation): void {
    const [old, now] = [viewsOf(before), viewsOf(after)]
    for (const view of old) if (!now.includes(view)) this.#add(view, -1)
    for (const view of now) if (!old.includes(view)) this.#add(view, 1)
  }

  /** The counters that were touched, as they stand now. */
  moved(): Record<string, number> {
    return Object.fromEntries([...this.#moved].map((view) => [view, this.get(view)]))
  }

  #add(view: string, difference: number): void {
    const key = countKey(view)
    const count = this.get(view) + difference
    if (count === 0) this.#draft.remove(key)
    else this.#draft.put(key, count)
    this.#moved.add(view)
  }
}
