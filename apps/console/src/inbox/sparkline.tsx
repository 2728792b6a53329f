import { MOODS_KEPT } from '@switchboard/protocol'
import { useId } from 'react'
import { moodColor } from '../ui/face.tsx'
import { faceOf } from '../words/mood.ts'
import { sparkPoints } from './sparkline-path.ts'

interface SparklineProps {
  moods: readonly number[]
  /** What it says, to whom cannot see it too. */
  label: string
  /** False where the newest text's mood could not be read: its dot is hollow. */
  isRead?: boolean | undefined
  width?: number
  height?: number
}

/** How the customer's mood went over the last texts, newest at the right. */
export function Sparkline({
  moods,
  label,
  isRead = true,
  width = 48,
  height = 14,
}: SparklineProps) {
  const id = useId()
  const points = sparkPoints(moods, { width, height, kept: MOODS_KEPT })
  const last = points.at(-1)
  const first = points[0]
  if (!last || !first) return null
  const span = Math.max(1, last.x - first.x)
  return (
    <svg role="img" aria-label={label} width={width} height={height} fill="none">
      <linearGradient id={id} gradientUnits="userSpaceOnUse" x1={first.x} x2={last.x + 0.01}>
        {points.map(({ x, score }) => (
          <stop key={x} offset={(x - first.x) / span} stopColor={moodColor(faceOf(score))} />
        ))}
      </linearGradient>
      {/* What is neither good nor bad: with it a short line reads as one of twelve. */}
      <line
        x1={3}
        x2={width - 3}
        y1={height / 2}
        y2={height / 2}
        stroke="var(--rule-2)"
        strokeDasharray="1 3"
      />
      <polyline
        points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
        stroke={`url(#${id})`}
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      {isRead ? (
        <circle cx={last.x} cy={last.y} r="2.5" fill={moodColor(faceOf(last.score))} />
      ) : (
        <circle cx={last.x} cy={last.y} r="2" fill="var(--paper)" stroke="var(--mood-neutral)" />
      )}
    </svg>
  )
}
