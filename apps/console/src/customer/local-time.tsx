import type { Conversation } from '@switchboard/protocol'
import { useRef, useState, type RefObject } from 'react'
import { useAllWords } from '../i18n/later.ts'
import { useTimeText } from '../state/clock.ts'
import { Button } from '../ui/button.tsx'
import { formText } from '../ui/form-text.ts'
import { useLeadOn } from '../ui/use-lead-on.ts'
import { localTime } from '../words/time.ts'
import classes from './customer.module.css'
import { NOTHING_YET } from './nothing-yet.ts'
import { Problem } from './problem.tsx'
import type { CustomerPlace } from './use-customer.ts'
import { useUpdate } from './use-update.ts'

interface LocalTimeProps {
  row: Conversation
  place: CustomerPlace | null | undefined
}

/** What time it is where the Customer lives, and how we know; its room stays free until that was asked. */
export function LocalTime({ row, place }: LocalTimeProps) {
  const { customer: words } = useAllWords()
  const zone = row.timeZone ?? place?.timeZone?.zone ?? null
  const isAwaited = zone === null && place === undefined
  const unknown = isAwaited ? NOTHING_YET : words.unknownTime
  const text = useTimeText((now) => (zone === null ? unknown : localTime(zone, now)))
  const [isChoosing, setChoosing] = useState(false)
  const isDerived = zone !== null && !row.timeZone
  const opener = useRef<HTMLButtonElement>(null)
  return (
    <>
      <span className={classes.time}>{text}</span>
      {zone !== null && (
        <span className={classes.source}>
          {isDerived ? words.derivedZone(zoneName(zone)) : zoneName(zone)}
        </span>
      )}
      {isAwaited && <span className={classes.source}>{NOTHING_YET}</span>}
      {isChoosing ? (
        <ZoneForm row={row} opener={opener} onDone={() => setChoosing(false)} />
      ) : (
        <Button
          ref={opener}
          look="link"
          className={classes.small}
          onClick={() => setChoosing(true)}
        >
          {zone === null && !isAwaited ? words.setZone : words.changeZone}
        </Button>
      )}
    </>
  )
}

interface ZoneFormProps {
  row: Conversation
  opener: RefObject<HTMLButtonElement | null>
  onDone: () => void
}

function ZoneForm({ row, opener, onDone }: ZoneFormProps) {
  const { common, customer: words } = useAllWords()
  const { isBusy, problem, update } = useUpdate(row.number)
  const leadOn = useLeadOn(() => opener.current)
  const save = async (sent: FormData): Promise<void> => {
    if (await update({ timeZone: formText(sent, 'zone') || null })) onDone()
  }
  return (
    // Escape leaves it wherever in it one is.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={leadOn}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) void save(new FormData(event.currentTarget))
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onDone()
      }}
    >
      <select
        className={classes.field}
        name="zone"
        aria-label={words.zone}
        // It was just asked for.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        defaultValue={row.timeZone ?? ''}
        // A browser would open the list.
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          event.currentTarget.form?.requestSubmit()
        }}
      >
        <option value="">{words.zoneOfNumber}</option>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone}>
            {zoneName(zone)}
          </option>
        ))}
      </select>
      <Problem text={problem} />
      <div className={classes.buttons}>
        <Button type="submit" size="small" look="primary" isBusy={isBusy}>
          {words.save}
        </Button>
        <Button size="small" onClick={onDone}>
          {common.cancel}
        </Button>
      </div>
    </form>
  )
}

/** "America/New York". */
function zoneName(zone: string): string {
  return zone.replaceAll('_', ' ')
}
