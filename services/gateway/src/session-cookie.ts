import { parseCookie, stringifySetCookie } from 'cookie'

/** Opaque ids as the switchboard makes them; anything else is not worth asking about. */
const sessionId = /^[A-Za-z0-9_-]{16,256}$/

/** The cookie that holds a session id; its attributes follow from how browsers reach us. */
export class SessionCookie {
  readonly #name: string
  readonly #secure: boolean

  constructor(url: string | undefined) {
    this.#secure = url?.startsWith('https:') ?? false
    // RFC 6265bis: a __Host- cookie cannot be set by a sibling domain, and only over https.
    this.#name = this.#secure ? '__Host-switchboard' : 'switchboard'
  }

  /** The session id in a Cookie header. */
  read(header: string | undefined): string | undefined {
    const value = parseCookie(header ?? '')[this.#name]
    return value !== undefined && sessionId.test(value) ? value : undefined
  }

  /** A Set-Cookie header that lasts as long as the browser runs. */
  write(session: string): string {
    return this.#setCookie(session)
  }

  /** A Set-Cookie header that removes it. */
  clear(): string {
    return this.#setCookie('', 0)
  }

  #setCookie(value: string, maxAge?: number): string {
    return stringifySetCookie({
      name: this.#name,
      value,
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure: this.#secure,
      ...(maxAge !== undefined && { maxAge }),
    })
  }
}
