/** Scores beyond this stand at the edge. */
const FULL_SCORE = 6

export interface SparkPoint {
  x: number
  y: number
  score: number
}

/** Where the last scores stand in a box of this size, newest at the right edge; 0 is the middle. */
export function sparkPoints(
  scores: readonly number[],
  { width, height, kept }: { width: number; height: number; kept: number },
): SparkPoint[] {
  const inset = 3
  const step = (width - 2 * inset) / (kept - 1)
  const shown = scores.slice(-kept)
  return shown.map((score, index) => {
    const share = Math.max(-1, Math.min(1, score / FULL_SCORE))
    return {
      score,
      x: round(width - inset - (shown.length - 1 - index) * step),
      y: round(height / 2 - share * (height / 2 - inset)),
    }
  })
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
