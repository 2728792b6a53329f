const sizes = ['small', 'ci', 'nightly'] as const

/** How much to try, by `PROOF`, or as `<name>_COUNT` says; and the seed, which is printed, by `SEED`. `tell` says now and then how far it is. */
export function proofSize(
  name: string,
  counts: Record<(typeof sizes)[number], number>,
): { count: number; seed: number; tell: (done: number) => void } {
  const size = sizes.find((each) => each === (process.env['PROOF'] ?? 'small'))
  if (!size) throw new TypeError('Set PROOF to small, ci or nightly')
  const count = Number(process.env[`${name}_COUNT`] ?? counts[size])
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000_007)
  console.log(`${name}: ${count} from SEED=${seed}`)
  const step = Math.max(1, Math.ceil(count / (size === 'nightly' ? 100 : 10)))
  let told = 0
  const tell = (done: number): void => {
    if (done - told < step && done < count) return
    told = done
    console.log(`${name}: ${done} of ${count}`)
  }
  return { count, seed, tell }
}

/** A proof ends by its count; a night is not enough to call it stuck. */
export const PROOF_TIMEOUT_MS = 24 * 3600_000
