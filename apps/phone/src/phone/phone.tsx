import { formatNumber } from '@switchboard/protocol'
import type { PhoneDevice, PhoneText } from '@switchboard/protocol'
import { useId, useMemo } from 'react'
import { Composer } from './composer.tsx'
import classes from './phone.module.css'
import { Screen } from './screen.tsx'
import { screenItems } from './screen-items.ts'

const colours = 6

interface Props {
  phone: PhoneDevice
  line: string
  texts: PhoneText[]
  now: number
  /** Place on the desk; decides the colour of the case. */
  place: number
}

/** One toy telephone: a coloured case, its owner's name on a strip of label tape, and a screen to text on. */
export function Phone({ phone, line, texts, now, place }: Props) {
  const labelId = useId()
  const items = useMemo(() => screenItems(texts, now), [texts, now])
  return (
    <section className={classes.phone} aria-labelledby={labelId} data-colour={place % colours}>
      <div className={classes.top}>
        <span className={classes.speaker} aria-hidden="true" />
        <h2 className={classes.tape} id={labelId}>
          {phone.name}
        </h2>
      </div>
      <div className={classes.glass}>
        <header className={classes.contact}>
          <span className={classes.avatar} aria-hidden="true">
            Us
          </span>
          <span>
            <strong>Customer service</strong>
            <span className={classes.line}>{formatNumber(line)}</span>
          </span>
        </header>
        <Screen items={items} />
        <Composer from={phone.number} />
      </div>
      <div className={classes.bottom}>
        <span className={classes.number}>{formatNumber(phone.number)}</span>
      </div>
    </section>
  )
}
