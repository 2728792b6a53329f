/**
 * Sockets of which nobody has said yet whose they are. They have a room of their own, bounded in all
 * and per address, so that strangers who connect and say nothing take no Agent's place.
 */
export class Newcomers {
  readonly #max: number
  readonly #maxPerAddress: number
  readonly #perAddress = new Map<string, number>()
  #size = 0

  constructor(max: number, maxPerAddress: number) {
    this.#max = max
    this.#maxPerAddress = maxPerAddress
  }

  get size(): number {
    return this.#size
  }

  /** The HTTP status that says why one more of this address cannot come in; undefined when it can. */
  refusal(address: string): 429 | 503 | undefined {
    if (this.#of(address) >= this.#maxPerAddress) return 429
    return this.#size >= this.#max ? 503 : undefined
  }

  /** Takes one in; call what it returns when it is known or gone, as often as you like. */
  enter(address: string): () => void {
    this.#size += 1
    this.#perAddress.set(address, this.#of(address) + 1)
    let isIn = true
    return () => {
      if (isIn) this.#leave(address)
      isIn = false
    }
  }

  #leave(address: string): void {
    const left = this.#of(address) - 1
    this.#size -= 1
    if (left > 0) this.#perAddress.set(address, left)
    else this.#perAddress.delete(address)
  }

  #of(address: string): number {
    return this.#perAddress.get(address) ?? 0
  }
}
