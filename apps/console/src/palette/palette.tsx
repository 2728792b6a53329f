import { MAX_SEARCH } from '@switchboard/protocol'
import { Search } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useAllWords } from '../i18n/later.ts'
import { Keys } from '../keys/keys.tsx'
import { isMod } from '../keys/modifiers.ts'
import { signOf } from '../keys/sign-of.ts'
import { isComposing, keepOpen } from '../ui/is-composing.ts'
import { join } from '../ui/join.ts'
import type { PaletteItem } from './items.ts'
import classes from './palette.module.css'
import { rememberRecent } from './recent.ts'
import { useResults, type Results } from './use-results.ts'

const PAGE = 8

/** Finds conversations, and everything one can do, by a few typed signs. */
export function Palette({ onClose }: { onClose: () => void }) {
  const words = useAllWords().palette
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [query, setQuery] = useState('')
  const [wanted, setWanted] = useState(0)
  const { sections, ...state } = useResults(query)
  const items = sections.flatMap((section) => section.items)
  const at = Math.min(wanted, items.length - 1)
  const current = items[at]
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal()
  }, [])

  /** The focus is back where it was before anything is done, which may lead it elsewhere. */
  function choose(item: PaletteItem): void {
    rememberRecent(item.id.replace(/^recent:/, ''))
    dialog.current?.close()
    item.run()
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    const { key, nativeEvent } = event
    if (isComposing(nativeEvent)) return
    const isAgain = isMod(nativeEvent) && signOf(nativeEvent) === 'k'
    const act = isAgain ? () => dialog.current?.close() : acts[key]
    if (!act) return
    event.preventDefault()
    act()
  }
  const acts: Readonly<Record<string, () => void>> = {
    ArrowDown: () => setWanted((at + 1) % Math.max(1, items.length)),
    ArrowUp: () => setWanted((at - 1 + items.length) % Math.max(1, items.length)),
    PageDown: () => setWanted(Math.min(at + PAGE, items.length - 1)),
    PageUp: () => setWanted(Math.max(at - PAGE, 0)),
    Enter: () => current && choose(current),
  }

  return (
    <dialog
      ref={dialog}
      className={classes.palette}
      aria-label={words.title}
      onClose={onClose}
      onKeyDown={keepOpen}
    >
      <div className={classes.head}>
        <Search size={18} aria-hidden="true" />
        <input
          // The dialog is opened to type.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          className={classes.field}
          role="combobox"
          aria-label={words.title}
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          {...(current && { 'aria-activedescendant': `${id}-${current.id}` })}
          placeholder={words.placeholder}
          value={query}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setQuery(event.target.value)
            setWanted(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={`${id}-list`} role="listbox" aria-label={words.results} className={classes.list}>
        {sections.map(({ group, items: of }) => (
          <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
            <div id={`${id}-${group}`} role="presentation" className={classes.heading}>
              {words[group]}
            </div>
            {of.map((item) => (
              <Option
                key={item.id}
                id={`${id}-${item.id}`}
                item={item}
                isCurrent={item === current}
                onPoint={() => setWanted(items.indexOf(item))}
                onChoose={() => choose(item)}
              />
            ))}
          </div>
        ))}
      </div>
      <p className={classes.status} role="status">
        <Status {...state} found={items.length} />
      </p>
    </dialog>
  )
}

function Status({
  isLooking,
  hasFailed,
  isTooLong,
  found,
}: Omit<Results, 'sections'> & { found: number }) {
  const { common, palette } = useAllWords()
  if (isTooLong) return common.searchTooLong(MAX_SEARCH)
  if (hasFailed) return palette.notFound
  if (isLooking) return palette.looking
  return found === 0 ? palette.none : palette.found(found)
}

interface OptionProps {
  id: string
  item: PaletteItem
  isCurrent: boolean
  onPoint: () => void
  onChoose: () => void
}

function Option({ id, item, isCurrent, onPoint, onChoose }: OptionProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isCurrent) box.current?.scrollIntoView?.({ block: 'nearest' })
  }, [isCurrent])
  return (
    // The field has the focus, and the keys; a pointer chooses directly.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={box}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isCurrent}
      className={join(classes.option, isCurrent && classes.current)}
      onPointerMove={isCurrent ? undefined : onPoint}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className={classes.name}>{item.name}</span>
      {item.hint && <span className={classes.hint}>{item.hint}</span>}
      <span className={classes.space} />
      <Keys keys={item.keys} />
    </div>
  )
}
