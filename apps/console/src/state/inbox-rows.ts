import { compareInbox, isAboveFloor, type Conversation } from '@switchboard/protocol'
import type { ConsoleState } from './console-state.ts'
import type { Changed, Conversations } from './conversations.ts'
import { MAX_ROWS, choiceOf, memberOf, ordered, type Inbox } from './inbox.ts'

/** With more changes at once than this all rows are sorted anew. */
const MAX_MOVES = 64

type Source = Pick<ConsoleState, 'conversations' | 'inbox'> & { me: { id: string } }

interface Listed {
  known: Conversations
  /** Which rows these are, and in which order; another one means another list. */
  key: string
  isMember: (row: Conversation) => boolean
  all: readonly Conversation[]
  shown: readonly Conversation[]
}

/**
 * The rows of the inbox in their order, the same list as long as nothing about them changes. A
 * Conversation that changed is taken from its place and put where it stands now; the others are not
 * looked at.
 */
export class InboxRows {
  #last: Listed | undefined

  of({ conversations, inbox, me }: Source): readonly Conversation[] {
    const last = this.#last
    const key = keyOf(inbox, me.id)
    if (last?.key !== key) return this.#listAnew(conversations, inbox, me.id, key)
    if (last.known === conversations) return last.shown
    const changes = conversations.changedSince(last.known)
    if (changes.length > MAX_MOVES) return this.#listAnew(conversations, inbox, me.id, key)
    const isListed = listedBy(last.isMember, inbox)
    return this.#keep({
      ...last,
      known: conversations,
      all: moved(last.all, changes, isListed, inbox),
    })
  }

  #listAnew(known: Conversations, inbox: Inbox, me: string, key: string): readonly Conversation[] {
    const isMember = memberOf(inbox, me)
    const all = ordered([...known].filter(listedBy(isMember, inbox)), inbox.sort)
    return this.#keep({ known, key, isMember, all, shown: [] })
  }

  #keep(listed: Listed): readonly Conversation[] {
    const { all } = listed
    const isSame = all === this.#last?.all
    this.#last = { ...listed, shown: isSame ? listed.shown : all.slice(0, MAX_ROWS) }
    return this.#last.shown
  }
}

const keyOf = (inbox: Inbox, me: string): string =>
  JSON.stringify([me, inbox.floor, choiceOf(inbox)])

function listedBy(
  isMember: (row: Conversation) => boolean,
  inbox: Pick<Inbox, 'sort' | 'floor'>,
): (row: Conversation) => boolean {
  return (row) => isMember(row) && isAboveFloor(row, inbox)
}

function moved(
  rows: readonly Conversation[],
  changes: readonly Changed[],
  isListed: (row: Conversation) => boolean,
  { sort }: Pick<Inbox, 'sort'>,
): readonly Conversation[] {
  const compare = compareInbox(sort)
  let next: Conversation[] | undefined
  for (const { was, is } of changes) {
    const wasAt = was && isListed(was) ? placeOf(next ?? rows, was, compare) : -1
    const belongs = is !== undefined && isListed(is)
    if (wasAt === -1 && !belongs) continue
    next ??= [...rows]
    if (wasAt !== -1) next.splice(wasAt, 1)
    if (belongs) next.splice(placeOf(next, is, compare), 0, is)
  }
  return next ?? rows
}

/** Where a row stands, or would stand: no two are equal. */
function placeOf(
  rows: readonly Conversation[],
  row: Conversation,
  compare: (a: Conversation, b: Conversation) => number,
): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compare(rows[middle] as Conversation, row) < 0) low = middle + 1
    else high = middle
  }
  return low
}
