import { useEffect, useEffectEvent, type PointerEvent, type RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { useConsole } from '../console-context.ts'

/** What comes with the page itself comes first. */
const AFTER_LIST_MS = 500
/** A press comes first that is made in the moment the pointer comes. */
const AFTER_POINTER_MS = 50

interface ReadAheadOptions {
  list: RefObject<VirtualizerHandle | null>
  /** The rows by their numbers, in their order. */
  numbers: readonly string[]
  /** Whether they are what was asked for last. */
  isListed: boolean
}

/**
 * Reads what is likely to be opened next: a row that is pressed, or that the pointer rests on, and, where the list
 * came to rest or the pointer comes to it, the rows in sight. Only what a person does has them read: texts that
 * come in do not, or a busy hour would have every page read again by everybody.
 */
export function useReadAhead({ list, numbers, isListed }: ReadAheadOptions) {
  const { ahead } = useConsole().pages.thread

  function inSight(): readonly string[] {
    const { current } = list
    if (!current) return []
    const first = current.findItemIndex(current.scrollOffset)
    const last = current.findItemIndex(current.scrollOffset + current.viewportSize)
    return numbers.slice(first, last + 1)
  }

  const readListed = useEffectEvent(() => ahead.inSight(inSight, AFTER_LIST_MS))
  useEffect(() => {
    if (isListed) readListed()
  }, [isListed])

  return {
    // The list tells it when nothing has moved for a moment.
    onScrollEnd: (): void => ahead.inSight(inSight, 0),
    onPointerEnter: (): void => ahead.inSight(inSight, AFTER_POINTER_MS),
    onPointerDown({ target }: PointerEvent): void {
      const number = numberAt(target)
      if (number !== null) ahead.now(number)
    },
    onPointerOver: ({ target }: PointerEvent): void => ahead.restOn(numberAt(target)),
    onPointerLeave: (): void => ahead.restOn(null),
  }
}

function numberAt(target: EventTarget): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-number]') : null
  return row?.dataset['number'] ?? null
}
