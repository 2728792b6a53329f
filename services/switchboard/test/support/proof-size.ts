type Size = 'small' | 'ci' | 'nightly'

export interface Proof {
  size: Size
  count: number
  /** Everything random follows from it. */
  seed: number
  timeoutMs: number
}

/**
 * How many schedules to play, by `PROOF` (with the other tests, in CI, or for as long as it takes), or as
 * `<name>_COUNT` says; and the seed, of `SEED` or a new one.
 */
export function proofSize(name: string, counts: Record<Size, number>): Proof {
  const size = process.env['PROOF'] ?? 'small'
  if (size !== 'small' && size !== 'ci' && size !== 'nightly')
    throw new TypeError(`PROOF is "${size}": set it to small, ci or nightly.`)
  const count = wholeNumber(`${name}_COUNT`) ?? counts[size]
  const seed = wholeNumber('SEED') ?? Math.floor(Math.random() * 2 ** 31)
  return { size, count, seed, timeoutMs: 60_000 + count * 200 }
}

/** Says the seed at once, and at each tenth, of a long one at each hundredth, how far it is. */
export function progressOf(name: string, { size, count, seed }: Proof): () => void {
  const step = Math.max(1, Math.ceil(count / (size === 'nightly' ? 100 : 10)))
  let done = 0
  console.log(`${name}: ${count} from SEED=${seed}`)
  return () => {
    done += 1
    if (done % step === 0 || done === count) console.log(`${name}: ${done} of ${count}`)
  }
}

function wholeNumber(name: string): number | undefined {
  const text = process.env[name]
  if (text === undefined) return undefined
  const number = Number(text)
  if (!Number.isInteger(number)) throw new TypeError(`${name} has to be a whole number.`)
  return number
}
