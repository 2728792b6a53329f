/** What makes a failed attempt worth another: its class, as `rp` names it. */
export type RetryClass = '4xx' | '5xx' | 'ct' | 'rt'

/** twilio.com/docs/usage/webhooks/webhooks-connection-overrides, from the fragment of a webhook's URL. */
export interface Overrides {
  /** To connect, TLS included. */
  connectTimeoutMs: number
  /** From connected to the whole answer. */
  readTimeoutMs: number
  totalTimeoutMs: number
  retries: number
  retryOn: Set<RetryClass>
}

/** A webhook's URL taken apart, kept byte for byte where the signature needs it. */
export interface Target {
  /** Without user, password and fragment: what is signed and asked for. */
  url: string
  /** `user:password`, when the URL holds them. */
  credentials: string | null
  overrides: Overrides
}

export interface TimeLimits {
  connectTimeoutMs: number
  budgetMs: number
}

const allClasses: RetryClass[] = ['4xx', '5xx', 'ct', 'rt']

/** Takes a configured URL apart; null when it is no http(s) address. */
export function parseTarget(text: string, limits: TimeLimits): Target | null {
  const [withoutFragment, fragment] = splitOnce(text, '#')
  if (!URL.canParse(withoutFragment)) return null
  const { protocol, username, password } = new URL(withoutFragment)
  if (protocol !== 'http:' && protocol !== 'https:') return null
  const hasUser = username !== '' || password !== ''
  return {
    url: hasUser ? withoutFragment.replace(/^([a-z]+:\/\/)[^/?#]*@/i, '$1') : withoutFragment,
    credentials: hasUser ? `${decodeURIComponent(username)}:${decodeURIComponent(password)}` : null,
    overrides: parseOverrides(fragment, limits),
  }
}

function parseOverrides(fragment: string, limits: TimeLimits): Overrides {
  const values = new URLSearchParams(fragment)
  const ms = (name: string, most: number, usual: number) =>
    clamp(values.get(name), 100, most, usual)
  return {
    connectTimeoutMs: ms('ct', 10_000, limits.connectTimeoutMs),
    readTimeoutMs: Math.min(ms('rt', 15_000, 15_000), limits.budgetMs),
    totalTimeoutMs: Math.min(ms('tt', 15_000, 15_000), limits.budgetMs),
    retries: clamp(values.get('rc'), 0, 5, 1),
    retryOn: parseClasses(values.get('rp')),
  }
}

function parseClasses(text: string | null): Set<RetryClass> {
  if (text === null) return new Set(['ct'])
  const words = text.split(',').map((word) => word.trim())
  return new Set(
    words.includes('all') ? allClasses : allClasses.filter((each) => words.includes(each)),
  )
}

function clamp(text: string | null, least: number, most: number, usual: number): number {
  const value = text === null || text === '' ? NaN : Number(text)
  return Number.isInteger(value) && value >= least && value <= most ? value : usual
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
