import type { Presence } from '@switchboard/protocol'
import classes from './avatar.module.css'
import { join } from './join.ts'

/** The first letters of the first and last word of a name. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return letters
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase()
}

interface AvatarProps {
  name: string
  size?: 16 | 20 | 24 | 32
  isMe?: boolean
  presence?: Presence | undefined
}

/** A person as two letters. Decoration: whoever uses it says the name in words. */
export function Avatar({ name, size = 24, isMe = false, presence }: AvatarProps) {
  const fontSize = size === 32 ? 12 : size === 24 ? 10 : size === 20 ? 9 : 8
  return (
    <span
      aria-hidden="true"
      className={join(classes.avatar, isMe && classes.me)}
      style={{ width: size, height: size, fontSize, lineHeight: `${size}px` }}
    >
      {initials(name)}
      {presence && <span className={join(classes.presence, classes[presence])} />}
    </span>
  )
}
