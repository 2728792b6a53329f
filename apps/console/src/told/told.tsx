import { useBadge } from './use-badge.ts'
import { useTelling } from './use-telling.ts'

interface ToldProps {
  /** The thread on the page. */
  open: string | null
}

/** Shows nothing on the page: tells in title and icon, by notification and by sound. */
export function Told({ open }: ToldProps) {
  useBadge()
  useTelling(open)
  return null
}
