export type Destination = 'switchboard' | 'gateway' | 'simulator' | 'healthz' | 'readyz' | 'metrics'

const webhooks = new Set(['/smswebhook', '/smsstatus'])
const own = new Map<string, Destination>([
  ['/healthz', 'healthz'],
  ['/readyz', 'readyz'],
  ['/metrics', 'metrics'],
])

/** Who answers a path. */
export function destinationOf(path: string): Destination {
  // However it is spelled: a gateway that is less strict about spelling must not show operators' pages to everybody.
  const page = own.get(path.toLowerCase().replace(/\/+/g, '/').replace(/\/$/, ''))
  if (page !== undefined) return page
  if (isWebhook(path) || path === '/gateway') return 'switchboard'
  if (isUnder(path, '/api') || isUnder(path, '/media')) return 'switchboard'
  if (isUnder(path, '/phone')) return 'simulator'
  return 'gateway'
}

/** Who takes a WebSocket over, if anybody does. */
export function upgradeDestinationOf(
  path: string,
): 'switchboard' | 'gateway' | 'simulator' | undefined {
  if (path === '/gateway') return 'switchboard'
  if (path === '/agent') return 'gateway'
  return isUnder(path, '/phone') ? 'simulator' : undefined
}

export function isWebhook(path: string): boolean {
  return webhooks.has(path)
}

export function pathOf(url = ''): string {
  return url.split(/[?#]/, 1)[0] ?? ''
}

/**
 * Whether a segment is `.` or `..`, in any spelling. Those behind us resolve them (WHATWG URL, where `\` is a slash
 * too), so that the path would lead elsewhere than its beginning says.
 */
export function hasDotSegment(path: string): boolean {
  const plain = path.replace(/%2e/gi, '.').replace(/\\|%5c|%2f/gi, '/')
  return /\/\.{1,2}(?:\/|$)/.test(plain)
}

function isUnder(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}
