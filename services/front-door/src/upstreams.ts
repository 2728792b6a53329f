/** One process we pass requests on to. */
export interface Upstream {
  readonly name: string
  readonly service: 'switchboard' | 'gateway' | 'simulator'
  readonly url: string
  /** Passes requests; false from the first connection it refuses until it answers a health check. */
  alive: boolean
}

export interface UpstreamsOptions {
  healthIntervalMs: number
  deadIntervalMs: number
  healthTimeoutMs: number
  onChange: (upstream: Upstream) => void
}

/** All upstreams, and which of them are alive. */
export class Upstreams {
  readonly switchboard: Upstream
  readonly gateways: readonly Upstream[]
  readonly simulator: Upstream | undefined
  readonly #options: UpstreamsOptions
  readonly #timers = new Map<Upstream, NodeJS.Timeout>()
  readonly #stopped = new AbortController()
  /** Those that have answered once. */
  readonly #known = new Set<Upstream>()
  #turn = 0

  constructor(
    urls: { switchboardUrl: string; gatewayUrls: string[]; simulatorUrl: string | undefined },
    options: UpstreamsOptions,
  ) {
    const { switchboardUrl, gatewayUrls, simulatorUrl } = urls
    this.#options = options
    this.switchboard = newUpstream('switchboard', 'switchboard', switchboardUrl)
    this.gateways = gatewayUrls.map((url, index) =>
      newUpstream(gatewayUrls.length > 1 ? `gateway-${index}` : 'gateway', 'gateway', url),
    )
    this.simulator =
      simulatorUrl === undefined ? undefined : newUpstream('simulator', 'simulator', simulatorUrl)
  }

  get all(): readonly Upstream[] {
    return [this.switchboard, ...this.gateways, ...(this.simulator ? [this.simulator] : [])]
  }

  /** The next live gateway in turn that was not tried yet. */
  nextGateway(tried: ReadonlySet<Upstream> = new Set()): Upstream | undefined {
    const candidates = this.gateways.filter((gateway) => gateway.alive && !tried.has(gateway))
    return candidates[this.#turn++ % Math.max(1, candidates.length)]
  }

  /** It refused a connection. */
  markDead(upstream: Upstream): void {
    this.#mark(upstream, false)
    this.#schedule(upstream)
  }

  /** It answered: no need to wait for the next check. */
  markAlive(upstream: Upstream): void {
    this.#mark(upstream, true)
  }

  startChecking(): void {
    for (const each of this.all) this.#schedule(each)
  }

  stopChecking(): void {
    this.#stopped.abort()
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }

  #schedule(upstream: Upstream): void {
    clearTimeout(this.#timers.get(upstream))
    if (this.#stopped.signal.aborted) return
    const { healthIntervalMs, deadIntervalMs } = this.#options
    const wait = upstream.alive ? healthIntervalMs : deadIntervalMs
    this.#timers.set(
      upstream,
      setTimeout(() => void this.#check(upstream), wait),
    )
  }

  async #check(upstream: Upstream): Promise<void> {
    const alive = await this.#answers(upstream.url)
    if (this.#stopped.signal.aborted) return
    this.#mark(upstream, alive)
    this.#schedule(upstream)
  }

  async #answers(url: string): Promise<boolean> {
    try {
      const timeout = AbortSignal.timeout(this.#options.healthTimeoutMs)
      const signal = AbortSignal.any([timeout, this.#stopped.signal])
      const answer = await fetch(`${url}/healthz`, { signal, redirect: 'error' })
      await answer.body?.cancel()
      return answer.ok
    } catch {
      return false
    }
  }

  #mark(upstream: Upstream, alive: boolean): void {
    // One that is still starting is not worth a word.
    const isNews = upstream.alive !== alive && this.#known.has(upstream)
    upstream.alive = alive
    if (alive) this.#known.add(upstream)
    if (isNews) this.#options.onChange(upstream)
  }
}

/** Taken for alive until it shows otherwise. */
function newUpstream(name: string, service: Upstream['service'], url: string): Upstream {
  return { name, service, url, alive: true }
}
