const sizes = ['small', 'ci', 'nightly'] as const

/** How much to try, by `PROOF`, or as `<name>_COUNT` says; and the seed, which is printed, by `SEED`. */
export function proofSize(
  name: string,
  counts: Record<(typeof sizes)[number], number>,
): { count: number; seed: number } {
  const size = sizes.find((each) => each === (process.env['PROOF'] ?? 'small'))
  if (!size) throw new TypeError('Set PROOF to small, ci or nightly')
  const count = Number(process.env[`${name}_COUNT`] ?? counts[size])
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000_007)
  console.log(`${name}: ${count} from SEED=${seed}`)
  return { count, seed }
}
