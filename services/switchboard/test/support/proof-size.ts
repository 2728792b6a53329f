type Size = 'small' | 'ci' | 'nightly'

/** How many schedules to play, by PROOF: with the other tests, in CI, or for as long as it takes. */
export function proofSize(counts: Record<Size, number>): { count: number; timeoutMs: number } {
  const size = process.env['PROOF'] ?? 'small'
  if (size !== 'small' && size !== 'ci' && size !== 'nightly')
    throw new TypeError(`PROOF is "${size}": set it to small, ci or nightly.`)
  const count = counts[size]
  return { count, timeoutMs: 60_000 + count * 200 }
}

/** The seed everything random follows from, where one was given; a failure prints its own. */
export function seedOf(name: string): { seed?: number } {
  const text = process.env[name]
  if (text === undefined) return {}
  const seed = Number(text)
  if (!Number.isInteger(seed)) throw new TypeError(`${name} has to be a whole number.`)
  return { seed }
}
