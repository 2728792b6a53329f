import type { IncomingMessage } from 'node:http'
import { isLoopbackHost } from '@switchboard/service'

/**
 * Whether a request is for us and comes from a page of ours, or from no page at all: its Host is a name of the
 * loopback or the host of `url`, since any other name may be a foreign page's that was bound to our address;
 * and its Origin, if it has one, has that host too, where all names of the loopback are one.
 */
export function isFromOurPage({ headers }: IncomingMessage, url: string | null): boolean {
  const asked = plainHost(`http://${headers.host ?? ''}`)
  if (asked === undefined) return false
  if (!asked.startsWith('localhost:') && asked !== plainHost(url ?? '')) return false
  return headers.origin === undefined || plainHost(headers.origin) === asked
}

function plainHost(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { hostname, port } = new URL(address)
  return `${isLoopbackHost(hostname) ? 'localhost' : hostname}:${port}`
}
