import { moodColor } from '../ui/face.tsx'
import { join } from '../ui/join.ts'
import type { MoodBlend, MoodStretch } from './mood-stretches.ts'
import classes from './timeline.module.css'

/** The stretch of the mood line beside one row. Decoration: each face says the same in words. */
export function MoodLine({ stretch }: { stretch: MoodStretch }) {
  return (
    <span
      aria-hidden="true"
      className={join(classes.line, stretch.dotted && classes.dotted)}
      style={{ background: gradient(stretch) }}
    />
  )
}

function gradient({ top, face, bottom }: MoodStretch): string {
  const middle = face ? `, ${moodColor(face)} 40% 60%` : ''
  return `linear-gradient(to bottom, ${color(top)}${middle}, ${color(bottom)})`
}

function color({ from, to, share }: MoodBlend): string {
  if (from === to || share === 0) return moodColor(from)
  const percent = Math.round(share * 100)
  return `color-mix(in oklab, ${moodColor(to)} ${percent}%, ${moodColor(from)})`
}
