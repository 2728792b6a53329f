import type { Conversation } from '@switchboard/protocol'
import { memo } from 'react'
import { useConsole } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { useStore } from '../state/store.ts'
import { focusBack } from '../ui/focus-back.ts'
import { join } from '../ui/join.ts'
import { customerName } from '../words/customer.ts'
import classes from './inbox-item.module.css'
import { InboxRow } from './inbox-row.tsx'
import { afterRow, intoList, numberAt, rowOf } from './whereabouts.ts'

interface InboxItemProps {
  row: Conversation
  /** Chooses everything between the row chosen last and this one. */
  onRange: (number: string) => void
}

/** A row, and the box that chooses it. */
export const InboxItem = memo(function InboxItem({ row, onRange }: InboxItemProps) {
  const { selection } = useConsole()
  const { number } = row
  const isSelected = useStore(selection.store, ({ numbers }) => numbers.has(number))
  const isSelecting = useStore(selection.store, ({ numbers }) => numbers.size > 0)
  const words = useWords().inbox

  /** With Shift a click means the rows up to here, not a window of its own. */
  function click(event: React.MouseEvent): void {
    // The box itself says how it was pressed below: what is prevented there is undone by the browser.
    if (!event.shiftKey || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    event.stopPropagation()
    onRange(number)
  }

  return (
    // What is pressed is the link or the box inside.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events
    <div
      ref={(box) => () => leadOn(box, number)}
      className={join(
        classes.item,
        isSelected && classes.selected,
        isSelecting && classes.selecting,
      )}
      onClickCapture={click}
    >
      <InboxRow row={row} />
      <label className={classes.pick}>
        <input
          type="checkbox"
          className={classes.box}
          aria-label={words.select(customerName(row))}
          data-select={number}
          checked={isSelected}
          onChange={({ nativeEvent }) =>
            nativeEvent instanceof MouseEvent && nativeEvent.shiftKey
              ? onRange(number)
              : selection.toggle(number)
          }
        />
      </label>
    </div>
  )
})

/** Whoever is on a row that goes is led on, to the one in its place where no thread is open. */
function leadOn(box: Element | null, number: string): void {
  if (!box?.contains(document.activeElement)) return
  const { parentElement: item } = box
  const beside = item?.nextElementSibling ?? item?.previousElementSibling
  const next = numberAt(beside?.querySelector('a'))
  queueMicrotask(() => focusBack(afterRow(number) ?? rowOf(next) ?? intoList()))
}
