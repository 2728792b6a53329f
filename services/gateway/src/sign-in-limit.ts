import { SwitchboardError } from '@switchboard/protocol'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

const WINDOW_SECONDS = 60

/** Bounds failed attempts to sign in per address; one that succeeds does not count. */
export class SignInLimit {
  readonly #limiter: RateLimiterMemory

  constructor(perMinute: number) {
    this.#limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS })
  }

  /** Runs the attempt, or throws TOO_MANY_REQUESTS with `data.retryAfterSeconds`. */
  async attempt<T>(address: string, run: () => Promise<T>): Promise<T> {
    // Counted before it runs, so that attempts made all at once are counted too.
    await this.#consume(address)
    const result = await run()
    await this.#limiter.reward(address, 1)
    return result
  }

  async #consume(address: string): Promise<void> {
    try {
      await this.#limiter.consume(address, 1)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      const retryAfterSeconds = Math.ceil(refusal.msBeforeNext / 1000)
      throw new SwitchboardError(
        'TOO_MANY_REQUESTS',
        `Too many attempts; please wait ${retryAfterSeconds} s.`,
        { data: { retryAfterSeconds } },
      )
    }
  }
}
