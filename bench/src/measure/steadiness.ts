/** What takes a core about a millisecond. */
const STEPS = 450_000
const WARM_UP = 3000
const WINDOW_MS = 25

/**
 * How evenly the machine lets one core work: milliseconds that the same arithmetic took, each the mean of 25 ms, for
 * as long as asked. Where the 95th of a hundred is far above the middle one, so is all that takes that long.
 */
export function steadiness(forMs: number): number[] {
  for (let times = 0; times < WARM_UP; times += 1) work()
  const windows: number[] = []
  const until = performance.now() + forMs
  for (let at = performance.now(); at < until; at = performance.now()) {
    let times = 0
    for (; performance.now() - at < WINDOW_MS; times += 1) work()
    windows.push((performance.now() - at) / times)
  }
  return windows
}

function work(): number {
  let sum = 0
  for (let step = 0; step < STEPS; step += 1) sum += Math.sqrt(step)
  return sum
}
