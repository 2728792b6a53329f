/** Host names, as `URL` writes them, that never leave this machine. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}

/**
 * Whether a page of this origin is our console. It is the origin of the public URL; for a loopback URL, or
 * none, also this machine's names on the URL's port or on the port the browser came to (a lone gateway, a
 * mapped port). The Host must then name this machine too, so that no foreign name can be bound to it.
 */
export function isOurOrigin(
  origin: string | undefined,
  host: string | undefined,
  url: string | undefined,
): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false
  const page = new URL(origin)
  if (page.origin !== origin) return false
  const ours = url === undefined ? undefined : new URL(url)
  if (page.origin === ours?.origin) return true
  if (ours !== undefined && !isLoopbackHost(ours.hostname)) return false
  if (!isLoopbackHost(page.hostname)) return false
  if (ours !== undefined && samePort(page, ours)) return true
  if (host === undefined || !URL.canParse(`${page.protocol}//${host}`)) return false
  const reached = new URL(`${page.protocol}//${host}`)
  return isLoopbackHost(reached.hostname) && samePort(page, reached)
}

function samePort(a: URL, b: URL): boolean {
  return a.protocol === b.protocol && a.port === b.port
}

export interface RequestSource {
  origin?: string | undefined
  host?: string | undefined
  'sec-fetch-site'?: string | string[] | undefined
}

/**
 * Whether a request that changes something comes from our own page (OWASP CSRF cheat sheet: Sec-Fetch-Site
 * first, Origin as well; a request with neither is from no browser we serve).
 */
export function comesFromOurPage(headers: RequestSource, url: string | undefined): boolean {
  const { origin, host, 'sec-fetch-site': site } = headers
  if (site !== undefined && site !== 'same-origin') return false
  if (origin === undefined) return site === 'same-origin'
  return isOurOrigin(origin, host, url)
}
