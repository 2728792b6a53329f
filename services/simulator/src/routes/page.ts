import { CarrierError } from '../errors.ts'

type Query = Record<string, unknown>

/** A page of a list in Twilio's frame; `items` are in the list's own order. */
export interface Page<Item> {
  items: Item[]
  /** The frame without the items: page, page_size, start, end and the four uris. */
  frame: Record<string, unknown>
}

const defaultPageSize = 50
const maxPageSize = 1000

/**
 * Cuts a page out of a list that grows at its front: a token names the last item before the page (`PA<sid>`) or
 * the first one after it (`PB<sid>`), so that new items shift nothing.
 */
export function cutPage<Item extends { sid: string }>(
  all: Item[],
  path: string,
  query: Query,
): Page<Item> {
  const size = Math.min(
    maxPageSize,
    wholeNumber(query, 'PageSize', defaultPageSize) || defaultPageSize,
  )
  const page = wholeNumber(query, 'Page', 0)
  const from = firstIndex(all, query, page, size)
  const items = all.slice(from, from + size)
  const uri = (number: number, token?: string) => pageUri(path, query, size, number, token)
  const last = items.at(-1)
  const first = items[0]
  const start = page * size
  return {
    items,
    frame: {
      end: start + Math.max(0, items.length - 1),
      first_page_uri: uri(0),
      next_page_uri: last && from + size < all.length ? uri(page + 1, `PA${last.sid}`) : null,
      page,
      page_size: size,
      previous_page_uri: page > 0 && first ? uri(page - 1, `PB${first.sid}`) : null,
      start,
      uri: uri(page, textOf(query['PageToken'])),
    },
  }
}

function firstIndex(all: { sid: string }[], query: Query, page: number, size: number): number {
  const token = textOf(query['PageToken'])
  if (token === undefined) return page * size
  const at = all.findIndex((item) => item.sid === token.slice(2))
  if (at < 0) throw new CarrierError(400, 20006, 'The page token is not valid')
  return token.startsWith('PB') ? Math.max(0, at - size) : at + 1
}

function pageUri(path: string, query: Query, size: number, page: number, token?: string): string {
  const kept = Object.entries(query).filter(
    ([name]) => !['PageSize', 'Page', 'PageToken'].includes(name),
  )
  const params = new URLSearchParams(
    kept.map(([name, value]): [string, string] => [name, String(value)]),
  )
  params.set('PageSize', String(size))
  params.set('Page', String(page))
  if (token !== undefined) params.set('PageToken', token)
  return `${path}?${params.toString()}`
}

function wholeNumber(query: Query, name: string, usual: number): number {
  const value = query[name]
  if (value === undefined || value === '') return usual
  if (typeof value === 'string' && /^\d{1,6}$/.test(value)) return Number(value)
  throw new CarrierError(400, 20001, `${name} is not a whole number`)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
