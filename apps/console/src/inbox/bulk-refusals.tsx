import { formatNumber, SwitchboardError } from '@switchboard/protocol'
import { X } from 'lucide-react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import type { BulkRefusal } from '../state/bulk.ts'
import { useStore } from '../state/store.ts'
import { whyNot } from '../thread/why-not.ts'
import { IconButton } from '../ui/button.tsx'
import { customerName } from '../words/customer.ts'
import classes from './bulk.module.css'

/** So many are told one by one. */
const MAX_TOLD = 50

/** Which of many were not done, and why. */
export function BulkRefusals() {
  const { bulk, selection } = useConsole()
  const { bulk: words, common } = useAllWords()
  const run = useStore(bulk.store, (now) => now)
  const isSelecting = useStore(selection.store, ({ numbers }) => numbers.size > 0)
  if (!run || run.isRunning || !isSelecting) return null
  const { refused, total } = run
  const more = refused.length - MAX_TOLD
  return (
    <section className={classes.refusals} role="alert">
      <div className={classes.line}>
        <p className={classes.summary}>{words.refused(refused.length, total)}</p>
        <IconButton label={common.close} onClick={() => bulk.clear()}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </div>
      <ul className={classes.reasons}>
        {refused.slice(0, MAX_TOLD).map((one) => (
          <Refusal key={one.number} {...one} />
        ))}
        {more > 0 && <li>{words.more(more)}</li>}
      </ul>
    </section>
  )
}

function Refusal({ number, error }: BulkRefusal) {
  const words = useAllWords().bulk
  const row = useConsoleState((state) => state.conversations.get(number))
  const isFree = error.code === 'NOT_HOLDER' && row?.assignee === null
  const why = useConsoleState((state) =>
    whyNot(state, number, new SwitchboardError(error.code, error.message)),
  )
  const who = row ? customerName(row) : formatNumber(number)
  return <li>{words.why(who, isFree ? words.notHeld : why)}</li>
}
