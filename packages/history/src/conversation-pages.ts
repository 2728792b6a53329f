import { conversationStatuses, SwitchboardError } from '@switchboard/protocol'
import type { ConversationPage, ConversationQuery } from './history-store.ts'
import type { Reader } from './key-value.ts'
import { activityPrefix, numberOfPlace, placeOf, within } from './keys.ts'
import { checkLimit, lastSeq, readIndexed } from './pages.ts'

/** Index rows one page may look at when it searches for a part of a number. */
const MAX_SCANNED = 10_000

const PLACE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z![\x20-\x7e]+$/

interface Found {
  key: string
  place: string
}

/** Newest activity first; `next` names the last place that was looked at. */
export async function readConversations(
  reader: Reader,
  query: ConversationQuery,
): Promise<ConversationPage> {
  checkLimit(query.limit)
  const prefixes = prefixesOf(query)
  const found: Found[] = []
  let after = query.page === undefined ? undefined : decodePage(query.page)
  for (let scanned = 0, more = true; more && found.length < query.limit;) {
    const size = query.q ? 1000 : query.limit
    const places = await newestPlaces(reader, prefixes, after, size)
    for (const place of places) {
      after = place.place
      if (numberOfPlace(place.place).includes(query.q ?? '')) found.push(place)
      if (found.length === query.limit) break
    }
    scanned += places.length
    more = places.length === size && scanned < MAX_SCANNED
  }
  const rest = after === undefined ? [] : await newestPlaces(reader, prefixes, after, 1)
  return {
    conversations: found.map(({ key, place }) => readIndexed(reader, key, place)),
    next: after !== undefined && rest.length > 0 ? encodePage(after) : null,
    asOf: await lastSeq(reader),
  }
}

function prefixesOf({ status, assignee }: ConversationQuery): string[] {
  const who = assignee === undefined ? '*' : (assignee ?? '-')
  return (status ? [status] : conversationStatuses).map((each) => activityPrefix(each, who))
}

/** The first places below `after`, over several indexes that share one order. */
async function newestPlaces(
  reader: Reader,
  prefixes: string[],
  after: string | undefined,
  limit: number,
): Promise<Found[]> {
  const lists = prefixes.map(async (prefix) => {
    const all = within(prefix)
    const range = { gt: all.gt, lt: after === undefined ? all.lt : `${prefix}${after}` }
    const rows = await reader.rows({ ...range, reverse: true, limit })
    return rows.map(([key]) => ({ key, place: placeOf(key, prefix) }))
  })
  const places = (await Promise.all(lists)).flat()
  return places.toSorted((a, b) => (a.place < b.place ? 1 : -1)).slice(0, limit)
}

const encodePage = (place: string) => Buffer.from(place).toString('base64url')

function decodePage(page: string): string {
  const place = Buffer.from(page, 'base64url').toString()
  if (PLACE.test(place)) return place
  throw new SwitchboardError('BAD_REQUEST', 'The page is not one that was given as next')
}
