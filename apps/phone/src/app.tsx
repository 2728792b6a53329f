import { formatNumber } from '@switchboard/protocol'
import { useRef, useState, useSyncExternalStore } from 'react'
import classes from './app.module.css'
import { BusyHour } from './desk/busy-hour.tsx'
import { AddPhone } from './desk/add-phone.tsx'
import type { DeskStore } from './desk/desk-socket.ts'
import { BoltIcon } from './icons.tsx'
import { Phone } from './phone/phone.tsx'
import { TroubleDrawer } from './trouble/trouble-drawer.tsx'
import { useNow } from './use-now.ts'

/** The desk: toy telephones side by side, and a drawer to make trouble from. */
export function App({ desk: store }: { desk: DeskStore }) {
  const desk = useSyncExternalStore(store.subscribe, store.getSnapshot)
  const now = useNow()
  const [drawer, setDrawer] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    setDrawer(false)
    opener.current?.focus()
  }
  return (
    <div className={classes.app} data-drawer={drawer}>
      <header className={classes.bar}>
        <h1>
          The customers’ desk
          <small>A toy: no real texts.</small>
        </h1>
        <p className={classes.line}>
          {desk.line !== '' && (
            <>
              They text <b>{formatNumber(desk.line)}</b>
            </>
          )}
        </p>
        <BusyHour state={desk.busyHour} />
        <button
          ref={opener}
          type="button"
          className={classes.trouble}
          aria-expanded={drawer}
          data-active={desk.faults.length > 0}
          onClick={() => (drawer ? close() : setDrawer(true))}
        >
          <BoltIcon /> Make trouble
          {desk.faults.length > 0 && <span className={classes.count}>{desk.faults.length} on</span>}
        </button>
      </header>
      <Connection state={desk.connection} />
      <main className={classes.desk}>
        {desk.phones.map((phone, place) => (
          <div key={phone.number} className={classes.place} id={placeId(phone.number)}>
            <Phone
              phone={phone}
              line={desk.line}
              texts={desk.texts.get(phone.number) ?? noTexts}
              now={now}
              place={place}
            />
          </div>
        ))}
        {desk.connection !== 'connecting' && (
          <div className={classes.place}>
            <AddPhone onAdded={showSoon} />
          </div>
        )}
      </main>
      {drawer && <TroubleDrawer faults={desk.faults} troubles={desk.troubles} onClose={close} />}
    </div>
  )
}

const noTexts: never[] = []

function placeId(number: string): string {
  return `phone-${number.replace(/\W/g, '')}`
}

/** The new phone comes by the socket, a moment after the answer. */
function showSoon(number: string): void {
  const show = () =>
    document.getElementById(placeId(number))?.scrollIntoView({ inline: 'center', block: 'nearest' })
  requestAnimationFrame(() => requestAnimationFrame(show))
}

function Connection({ state }: { state: 'connecting' | 'live' | 'lost' }) {
  return (
    <output className={classes.connection} data-shown={state !== 'live'}>
      {state === 'connecting' && 'Looking for the simulator…'}
      {state === 'lost' && 'No connection to the simulator. Trying again by itself…'}
    </output>
  )
}
