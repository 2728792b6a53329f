import { X } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, type RefObject } from 'react'
import { useConsole } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { useAction } from '../keys/actions.ts'
import type { BulkAction } from '../state/bulk.ts'
import { useStore } from '../state/store.ts'
import { SnoozeMenu } from '../thread/snooze.tsx'
import { TransferMenu } from '../thread/transfer.tsx'
import { setSelectedAside } from '../thread/undo.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { isComposing } from '../ui/is-composing.ts'
import { isInSight } from '../ui/in-sight.ts'
import { isTyping } from '../ui/is-typing.ts'
import { join } from '../ui/join.ts'
import { press } from '../ui/press.ts'
import { useLeadOn } from '../ui/use-lead-on.ts'
import classes from './bulk.module.css'
import { BulkLabels } from './bulk-labels.tsx'
import { useRows } from './use-rows.ts'
import { intoList } from './whereabouts.ts'

/** What can be done with all the rows that are selected; it stands over the search meanwhile. */
export function BulkBar() {
  const console = useConsole()
  const words = useAllWords().bulk
  const run = useStore(console.bulk.store, (now) => now)
  const count = useStore(console.selection.store, ({ numbers }) => numbers.size)
  const rows = useRows()
  const isRunning = run?.isRunning ?? false
  const bar = useRef<HTMLDivElement>(null)
  const stay = useLeadOn(() => bar.current?.querySelector('button') ?? openRow())
  const leave = useLeadOn(openRow)
  useLastEscape(bar, () => isRunning || console.selection.clear())

  function act(action: BulkAction): Promise<null> {
    if (action.action === 'resolve') void setSelectedAside(console, { action: 'resolve' })
    else if (action.action === 'snooze') void setSelectedAside(console, action)
    else void console.bulk.run([...console.selection.numbers], action)
    return Promise.resolve(null)
  }

  const can = (): boolean => !isRunning
  useAction('resolve', () => void act({ action: 'resolve' }), can)
  useAction('assign', () => void act({ action: 'take' }), can)
  useAction('snooze', press('bulk-snooze'), can)
  useAction('label', press('bulk-labels'), can)

  return (
    <div ref={bar} className={classes.bar} role="group" aria-label={words.bar}>
      <div ref={leave} className={classes.line}>
        <IconButton
          label={words.done}
          aria-disabled={isRunning}
          onClick={() => isRunning || console.selection.clear()}
        >
          <X size={16} aria-hidden="true" />
        </IconButton>
        <p className={classes.count} role="status">
          {run?.isRunning ? words.progress(run.answered, run.total) : words.selected(count)}
        </p>
        {!isRunning && count < rows.length && (
          <Button
            look="link"
            size="small"
            className={classes.all}
            onClick={() => console.selection.choose(rows.map(({ number }) => number))}
          >
            {words.selectAll(rows.length)}
          </Button>
        )}
      </div>
      {run?.isRunning ? (
        <progress
          className={classes.progress}
          aria-label={words.progress(run.answered, run.total)}
          value={run.answered}
          max={run.total}
        />
      ) : (
        <div ref={stay} className={join(classes.line, classes.acts)}>
          {(['take', 'release', 'resolve'] as const).map((action) => (
            <Button key={action} size="small" onClick={() => void act({ action })}>
              {words[action]}
            </Button>
          ))}
          <span className={classes.space} />
          <SnoozeMenu action="bulk-snooze" snooze={(until) => act({ action: 'snooze', until })} />
          <BulkLabels onLabel={(action, label) => void act({ action, label })} />
          <TransferMenu
            except={null}
            transfer={(to, note) => act({ action: 'transfer', to, ...(note && { note }) })}
          />
        </div>
      )}
    </div>
  )
}

/** Escape where `bar` is in sight and nothing else takes it: neither a field or a dialog, nor what is open and closes. */
function useLastEscape(bar: RefObject<Element | null>, act: () => void): void {
  const onEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return
    if (!isInSight(bar.current)) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onEscape(event)
    // After all that listen on the document.
    addEventListener('keydown', listener)
    return () => removeEventListener('keydown', listener)
  }, [])
}

/** Where one goes on once nothing is selected. */
function openRow(): HTMLElement | null {
  return document.querySelector<HTMLElement>('#inbox a[aria-current="true"]') ?? intoList()
}
