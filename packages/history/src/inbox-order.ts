import { conversationStatuses } from '@switchboard/protocol'
import type { ConversationQuery } from './history-store.ts'
import { activityPrefix, groupOfHolder, groupOfLabel, priorityPrefix, unescapeKey } from './keys.ts'

/** Which parts of an index make an order together, and what a place in it looks like. */
export interface InboxOrder {
  prefixes: string[]
  /** Greatest key first. */
  isReversed: boolean
  shape: RegExp
  /** The number at the end of a place. */
  numberOf: (place: string) => string
}

const TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`
const shapes = {
  latest: new RegExp(`^${TIME}!([ -~]+)$`),
  waiting: new RegExp(`^[01]${TIME}!([ -~]+)$`),
  priority: new RegExp(`^[0-3]![01]${TIME}!([ -~]+)$`),
}

/** The narrowest index that has the order asked for. */
export function inboxOrder({
  status,
  assignee,
  label,
  sort = 'latest',
}: ConversationQuery): InboxOrder {
  const holder = assignee === undefined ? '*' : groupOfHolder(assignee)
  const group = label === undefined ? holder : groupOfLabel(label)
  const shape = shapes[sort]
  const numberOf = (place: string) => unescapeKey(shape.exec(place)?.[1] ?? '')
  const prefixes = (status ? [status] : conversationStatuses).flatMap((each) => {
    if (sort === 'latest') return [activityPrefix(each, group)]
    const prefix = priorityPrefix(each, group)
    // Each rank by itself is in the order of waiting.
    return sort === 'priority' ? [prefix] : [0, 1, 2, 3].map((rank) => `${prefix}${rank}!`)
  })
  return { prefixes, isReversed: sort === 'latest', shape, numberOf }
}
