import { useId, useState, type KeyboardEvent } from 'react'
import { useThreadState } from '../thread-context.ts'
import { isComposing } from '../ui/is-composing.ts'

/** Something that can be put where one writes. */
export interface Completion {
  id: string
  label: string
  detail?: string
  /** What stands there once it was chosen, in place of all from here to the caret. */
  text: string
  from: number
}

interface CompletionOptions {
  /** What fits the text before the caret; none: nothing is shown. */
  offer: (caret: number) => Completion[]
  onChoose: (chosen: Completion, caret: number) => void
}

/** A short list of what could stand here: arrows move in it, Enter or Tab takes one, Escape puts it away. */
export function useCompletion({ offer, onChoose }: CompletionOptions) {
  const id = useId()
  const [caret, setCaret] = useThreadState<number | null>(null)
  const [active, setActive] = useState(0)
  const options = caret === null ? [] : offer(caret)
  const current = Math.min(active, options.length - 1)

  function moved(next: number | null): void {
    setCaret(next)
    setActive(0)
  }

  function choose(option: Completion | undefined): void {
    if (!option || caret === null) return
    onChoose(option, caret)
    // What is put there moves the caret, too, and could be the beginning of something.
    moved(null)
  }

  /** True when the key was for the list. */
  function onKey(event: KeyboardEvent): boolean {
    if (options.length === 0 || isComposing(event.nativeEvent)) return false
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined) setActive((current + by + options.length) % options.length)
    else if (event.key === 'Escape') moved(null)
    else if (event.key === 'Tab' || (event.key === 'Enter' && !event.ctrlKey && !event.metaKey))
      choose(options[current])
    else return false
    event.preventDefault()
    return true
  }

  const isShown = options.length > 0
  return {
    list: { id, options, current, choose },
    onKey,
    moved,
    field: {
      'aria-autocomplete': 'list' as const,
      ...(isShown && {
        'aria-controls': id,
        'aria-activedescendant': `${id}-${options[current]?.id}`,
      }),
    },
  }
}
