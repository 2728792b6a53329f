import type { Face as FaceName } from '@switchboard/protocol'

/** Mouth and brows tell the five apart without colour; all share eyes, ring and stroke. */
const features: Readonly<Record<FaceName, { brows: string; mouth: string }>> = {
  devil: { brows: 'M4.6 6.1 8 8M15.4 6.1 12 8', mouth: 'M6.8 14.4c1.6-2.2 4.8-2.2 6.4 0' },
  unhappy: { brows: '', mouth: 'M7 14c1.5-1.5 4.5-1.5 6 0' },
  neutral: { brows: '', mouth: 'M7 13.2h6' },
  happy: { brows: '', mouth: 'M6.8 12.2c1.5 2 4.9 2 6.4 0' },
  wink: { brows: 'M11.3 8.6c.8-.9 2.2-.9 3 0', mouth: 'M6.2 11.6c1 3.6 6.6 3.6 7.6 0z' },
}

const RING = 'M18.25 10a8.25 8.25 0 1 1-16.5 0a8.25 8.25 0 1 1 16.5 0z'

interface FaceProps {
  face: FaceName
  size: 16 | 20
  /** False for a text nobody could read the mood of: a dotted ring. */
  isRead?: boolean
}

/** A mood as a face, in the colour of the text around it. Decoration: its user says it in words. */
export function Face({ face, size, isRead = true }: FaceProps) {
  const { brows, mouth } = features[face]
  const eyes = face === 'wink' ? 'M7.2 8.2v.6' : 'M7.2 9v.6M12.8 9v.6'
  // As few elements as there are kinds of line: a thread shows one of these for each message.
  const lines = brows + mouth
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={size === 16 ? 1.7 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {!isRead && <path d={RING} strokeDasharray="0.1 3.6" />}
      <path d={isRead ? RING + lines : lines} />
      <path d={eyes} strokeWidth={size === 16 ? 2.1 : 1.9} />
    </svg>
  )
}

export function moodColor(face: FaceName): string {
  return `var(--mood-${face})`
}
