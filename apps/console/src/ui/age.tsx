import { useTimeText } from '../state/clock.ts'
import { ageText, fullTime, shortAge } from '../words/time.ts'

interface AgeProps {
  at: string
  short?: boolean
  className?: string | undefined
}

/** How long ago something was, always true; the full time on hover. */
export function Age({ at, short = false, className }: AgeProps) {
  const text = useTimeText((now) => (short ? shortAge(at, now) : ageText(at, now)))
  return (
    <time dateTime={at} data-tip={fullTime(at)} className={className}>
      {text}
    </time>
  )
}
