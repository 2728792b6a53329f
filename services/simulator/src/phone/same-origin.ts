import type { IncomingMessage } from 'node:http'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a browser's request comes from a page of ours: the Origin's host is the one asked for, where all names
 * of the loopback are one. Requests without an Origin do not come from a page that could not be ours.
 */
export function isSameOrigin({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return true
  if (!URL.canParse(headers.origin)) return false
  const origin = plainHost(new URL(headers.origin).host)
  // A proxy may have replaced Host; a page elsewhere cannot set X-Forwarded-Host without being asked for it.
  const hosts = [headers.host, headers['x-forwarded-host']].flat()
  return hosts.some((host) => host !== undefined && plainHost(host) === origin)
}

function plainHost(host: string): string {
  const [, name = '', port = ''] = /^(.*?)(?::(\d+))?$/.exec(host.toLowerCase()) ?? []
  return `${loopback.has(name) ? 'localhost' : name}:${port}`
}
