/** Draws that a seed decides: the same seed gives the same ones in the same order, on every machine. */
export class Random {
  readonly #seed: string
  #state: [number, number, number, number]

  constructor(seed: string) {
    this.#seed = seed
    this.#state = [hash(seed, 1), hash(seed, 2), hash(seed, 3), 1]
    for (let turn = 0; turn < 12; turn += 1) this.next()
  }

  /** Draws of its own for one actor, so that what another one does leaves them alone. */
  fork(name: string): Random {
    return new Random(`${this.#seed}/${name}`)
  }

  /** At least 0, below 1 (sfc32, https://pracrand.sourceforge.net). */
  next(): number {
    const [a, b, c, count] = this.#state
    const sum = (a + b + count) | 0
    this.#state = [b ^ (b >>> 9), (c + (c << 3)) | 0, ((c << 21) | (c >>> 11)) + sum, count + 1]
    return (sum >>> 0) / 2 ** 32
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low)
  }

  pick<T>(among: readonly T[]): T {
    const one = among[Math.floor(this.next() * among.length)]
    if (one === undefined) throw new TypeError('There is nothing to pick from.')
    return one
  }

  /** Waiting for what comes at any moment alike. */
  exponential(mean: number): number {
    return -Math.log(1 - this.next()) * mean
  }

  /** Half of the draws are below the median; a greater spread gives a longer tail. */
  logNormal(median: number, spread: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
    return median * Math.exp(spread * normal)
  }
}

/** FNV-1a, begun elsewhere for each part of the state. */
function hash(text: string, salt: number): number {
  let value = (2_166_136_261 ^ salt) >>> 0
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 16_777_619) >>> 0
  return value
}
