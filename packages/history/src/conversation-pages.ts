import { SwitchboardError } from '@switchboard/protocol'
import { testOf, type Found } from './conversation-test.ts'
import type { ConversationPage, ConversationQuery } from './history-store.ts'
import { inboxOrder, type InboxOrder } from './inbox-order.ts'
import type { Reader } from './key-value.ts'
import { placeOf, within } from './keys.ts'
import { checkLimit, lastSeq, readIndexed } from './pages.ts'

/** Rows read at once while searching, so that others get their turn between. */
const CHUNK = 500

/** In the order asked for; `next` names the last place that was looked at. */
export async function readConversations(
  reader: Reader,
  query: ConversationQuery,
): Promise<ConversationPage> {
  checkLimit(query.limit)
  const order = inboxOrder(query)
  const test = await testOf(reader, query)
  const size = test ? CHUNK : query.limit
  const found: Found[] = []
  let after = query.page === undefined ? undefined : decodePage(query.page, order)
  for (let more = true, lookedAt = 0; more;) {
    const places = await nextPlaces(reader, order, after, size)
    for (const place of places) {
      more = found.length < query.limit && lookedAt < (test?.mostRows ?? Infinity)
      if (!more) break
      after = place.place
      lookedAt += 1
      if (!test || test.accepts(place)) found.push(place)
    }
    more &&= places.length === size && found.length < query.limit
  }
  const rest = after === undefined ? [] : await nextPlaces(reader, order, after, 1)
  return {
    conversations: found.map(({ key, number }) => readIndexed(reader, key, number)),
    next: after !== undefined && rest.length > 0 ? encodePage(after) : null,
    asOf: await lastSeq(reader),
  }
}

/** The first places behind `after`, over several parts of an index that share one order. */
async function nextPlaces(
  reader: Reader,
  { prefixes, isReversed, numberOf }: InboxOrder,
  after: string | undefined,
  limit: number,
): Promise<Found[]> {
  const lists = prefixes.map(async (prefix) => {
    const { gt, lt } = within(prefix)
    const from = after === undefined ? undefined : `${prefix}${after}`
    const range = isReversed
      ? { gt, lt: from ?? lt, reverse: true, limit }
      : { gt: from ?? gt, lt, limit }
    const rows = await reader.rows(range)
    return rows.map(([key]) => {
      const place = placeOf(key, prefix)
      return { key, place, number: numberOf(place) }
    })
  })
  const places = (await Promise.all(lists)).flat()
  const first = isReversed ? 1 : -1
  return places.toSorted((a, b) => (a.place < b.place ? first : -first)).slice(0, limit)
}

const encodePage = (place: string) => Buffer.from(place).toString('base64url')

function decodePage(page: string, { shape }: InboxOrder): string {
  const place = Buffer.from(page, 'base64url').toString()
  if (shape.test(place)) return place
  throw new SwitchboardError('BAD_REQUEST', 'The page is not one that was given as next')
}
