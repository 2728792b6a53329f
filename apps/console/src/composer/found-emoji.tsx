import { useEffect } from 'react'
import { join } from '../ui/join.ts'
import type { FoundEmoji as Found } from './emoji-data.ts'
import classes from './emoji-picker.module.css'

interface FoundEmojiProps {
  label: string
  id: string
  emojis: readonly Found[]
  current: number
  onChoose: (emoji: string) => void
}

/** What was found, the best first; the field keeps the focus. */
export function FoundEmoji({ label, id, emojis, current, onChoose }: FoundEmojiProps) {
  const marked = `${id}-${current}`
  useEffect(() => {
    // @NOTE It answers a promise in newer browsers, which React would take for how to end the effect.
    document.getElementById(marked)?.scrollIntoView({ block: 'nearest' })
  }, [marked])
  return (
    <div
      id={id}
      role="listbox"
      aria-label={label}
      className={join(classes.viewport, classes.found)}
    >
      {emojis.map((emoji, index) => (
        <button
          key={emoji.emoji}
          id={`${id}-${index}`}
          type="button"
          role="option"
          tabIndex={-1}
          aria-label={emoji.label}
          aria-selected={index === current}
          data-active={index === current ? '' : undefined}
          className={classes.emoji}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(emoji.emoji)}
        >
          {emoji.emoji}
        </button>
      ))}
    </div>
  )
}
