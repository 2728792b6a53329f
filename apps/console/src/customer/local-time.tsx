import type { Conversation } from '@switchboard/protocol'
import { useState } from 'react'
import { useWords } from '../i18n/index.ts'
import { useTimeText } from '../state/clock.ts'
import { Button } from '../ui/button.tsx'
import { localTime } from '../words/time.ts'
import classes from './customer.module.css'
import { Problem } from './problem.tsx'
import type { CustomerPlace } from './use-customer.ts'
import { useUpdate } from './use-update.ts'

interface LocalTimeProps {
  row: Conversation
  place: CustomerPlace | null
}

/** What time it is where the Customer lives, and how we know. */
export function LocalTime({ row, place }: LocalTimeProps) {
  const { customer: words } = useWords()
  const zone = row.timeZone ?? place?.timeZone?.zone ?? null
  const text = useTimeText((now) => (zone === null ? words.unknownTime : localTime(zone, now)))
  const [isChoosing, setChoosing] = useState(false)
  const isDerived = zone !== null && !row.timeZone
  return (
    <>
      <span className={classes.time}>{text}</span>
      {zone !== null && (
        <span className={classes.source}>
          {isDerived ? words.derivedZone(zoneName(zone)) : zoneName(zone)}
        </span>
      )}
      {isChoosing ? (
        <ZoneChoice row={row} onDone={() => setChoosing(false)} />
      ) : (
        <Button look="link" className={classes.small} onClick={() => setChoosing(true)}>
          {zone === null ? words.setZone : words.changeZone}
        </Button>
      )}
    </>
  )
}

function ZoneChoice({ row, onDone }: { row: Conversation; onDone: () => void }) {
  const { customer: words } = useWords()
  const { isBusy, problem, update } = useUpdate(row.number)
  const choose = async (zone: string): Promise<void> => {
    if (await update({ timeZone: zone || null })) onDone()
  }
  return (
    <>
      <select
        className={classes.field}
        aria-label={words.zone}
        // It was just asked for.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        disabled={isBusy}
        defaultValue={row.timeZone ?? ''}
        onBlur={onDone}
        onChange={(event) => void choose(event.target.value)}
      >
        <option value="">{words.zoneOfNumber}</option>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone}>
            {zoneName(zone)}
          </option>
        ))}
      </select>
      <Problem text={problem} />
    </>
  )
}

/** "America/New York". */
function zoneName(zone: string): string {
  return zone.replaceAll('_', ' ')
}
