import type { IncomingMessage } from 'node:http'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a browser's request comes from a page of ours: the Origin's host is the one asked for, where all names
 * of the loopback are one. A request without an Origin comes from no page at all.
 */
export function isSameOrigin({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return true
  if (!URL.canParse(headers.origin)) return false
  const origin = plainHost(new URL(headers.origin).host)
  return headers.host !== undefined && plainHost(headers.host) === origin
}

function plainHost(host: string): string {
  const [, name = '', port = ''] = /^(.*?)(?::(\d+))?$/.exec(host.toLowerCase()) ?? []
  return `${loopback.has(name) ? 'localhost' : name}:${port}`
}
