/** How hard the proofs try: with the other tests, in CI, or for as long as somebody likes. */
type ProofSize = 'small' | 'ci' | 'nightly'

export interface Proof {
  size: ProofSize
  /** How many cycles, requests or histories. */
  count: number
  /** Everything random in a proof follows from it. */
  seed: number
}

/**
 * The size of one proof by `PROOF`, its count by `<NAME>_COUNT` where that is set, and the seed of
 * `SEED` or a new one.
 */
export function proofOf(name: 'CRASH' | 'FUZZ' | 'FEED', counts: Record<ProofSize, number>): Proof {
  const size = sizeOf(process.env['PROOF'])
  const count = Number(process.env[`${name}_COUNT`] ?? counts[size])
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  if (!Number.isInteger(count) || !Number.isInteger(seed))
    throw new TypeError(`${name}_COUNT and SEED have to be whole numbers.`)
  return { size, count, seed }
}

function sizeOf(text = 'small'): ProofSize {
  if (text === 'small' || text === 'ci' || text === 'nightly') return text
  throw new TypeError(`PROOF is "${text}": set it to small, ci or nightly.`)
}

/** Says how far a proof is, at its start, at each tenth, and at its end. */
export function progressOf(name: string, { count, seed, size }: Proof): (done: number) => void {
  const startedAt = Date.now()
  const step = Math.max(1, Math.ceil(count / (size === 'nightly' ? 100 : 10)))
  console.log(`${name}: ${count}, SEED=${seed}`)
  return (done) => {
    if (done % step !== 0 && done !== count) return
    console.log(
      `${name}: ${done} of ${count} after ${Math.round((Date.now() - startedAt) / 1000)} s`,
    )
  }
}
