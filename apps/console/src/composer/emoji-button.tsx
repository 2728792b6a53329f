import { Smile } from 'lucide-react'
import { useRef, useState, type ComponentType, type RefObject } from 'react'
import { useAllWords } from '../i18n/later.ts'
import { useThreadState } from '../thread-context.ts'
import { IconButton } from '../ui/button.tsx'
import { useDismiss } from '../ui/use-dismiss.ts'
import classes from './emoji-button.module.css'
import { insertText } from './insert-text.ts'

type Loaded = ComponentType<{ onChoose: (emoji: string) => void }>

// The same for each thread: not drawn again with the next.
const emojiIcon = <Smile size={18} strokeWidth={1.75} aria-hidden="true" />

/** Opens all emoji over the field and puts the chosen one where one was writing. */
export function EmojiButton({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const { emoji: words } = useAllWords().composer
  const [isOpen, setOpen] = useThreadState(false)
  const [picker, setPicker] = useState<{ Picker: Loaded } | 'failed' | null>(null)
  const box = useRef<HTMLDivElement>(null)
  useDismiss(box, isOpen, () => setOpen(false))

  function toggle(): void {
    setOpen(!isOpen)
    if (picker !== null && picker !== 'failed') return
    setPicker(null)
    import('./emoji-picker.tsx').then(
      ({ EmojiPicker }) => setPicker({ Picker: EmojiPicker }),
      () => setPicker('failed'),
    )
  }

  function choose(emoji: string): void {
    setOpen(false)
    if (field.current) insertText(field.current, emoji)
  }

  return (
    <div ref={box} className={classes.box}>
      <IconButton label={words.open} aria-expanded={isOpen} onClick={toggle}>
        {emojiIcon}
      </IconButton>
      {isOpen && (
        <div className={classes.panel} role="group" aria-label={words.open}>
          {picker === null || picker === 'failed' ? (
            <p className={classes.told} role="status">
              {picker === null ? words.loading : words.failed}
            </p>
          ) : (
            <picker.Picker onChoose={choose} />
          )}
        </div>
      )}
    </div>
  )
}
