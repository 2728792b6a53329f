import type { PhoneFault, PhoneTrouble } from '@switchboard/protocol'
import { useEffect, useRef, useState } from 'react'
import { addFault, ApiError, removeFault } from '../api.ts'
import { CloseIcon } from '../icons.tsx'
import { isComposing } from '../is-composing.ts'
import { faultGroups } from './fault-kinds.ts'
import classes from './trouble-drawer.module.css'
import { TroubleList } from './trouble-list.tsx'

interface Props {
  faults: PhoneFault[]
  troubles: PhoneTrouble[]
  onClose: () => void
}

/** Where a person makes the carrier misbehave, and sees what came of it. */
export function TroubleDrawer({ faults, troubles, onClose }: Props) {
  const [problem, setProblem] = useState<string | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !isComposing(event)) onClose()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [onClose])
  const attempt = (work: Promise<void>) => {
    work.then(
      () => setProblem(null),
      (error: unknown) => setProblem(error instanceof ApiError ? error.message : String(error)),
    )
  }
  return (
    <aside className={classes.drawer} aria-label="Make trouble">
      <header className={classes.head}>
        <h2 tabIndex={-1} ref={heading}>
          Make trouble
        </h2>
        <button type="button" className={classes.close} aria-label="Close" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <div className={classes.scroll}>
        <p className={classes.intro}>
          Carriers have bad days. Give ours one, and watch the console keep its head.
        </p>
        {problem !== null && (
          <p className={classes.problem} role="alert">
            {problem}
          </p>
        )}
        {faultGroups.map(({ title, faults: kinds }) => (
          <section key={title} className={classes.group}>
            <h3>{title}</h3>
            {kinds.map((kind) => (
              <FaultRow
                key={kind.kind}
                {...kind}
                active={faults.filter((fault) => fault.kind === kind.kind)}
                attempt={attempt}
              />
            ))}
          </section>
        ))}
        <TroubleList troubles={troubles} />
      </div>
    </aside>
  )
}

interface RowProps {
  kind: string
  name: string
  says: string
  active: PhoneFault[]
  attempt: (work: Promise<void>) => void
}

function FaultRow({ kind, name, says, active, attempt }: RowProps) {
  const lasting = active.filter(({ remaining }) => remaining === null)
  const left = active.reduce((sum, { remaining }) => sum + (remaining ?? 0), 0)
  const isOn = lasting.length > 0
  const toggle = () =>
    attempt(
      isOn
        ? Promise.all(lasting.map(({ id }) => removeFault(id))).then(() => undefined)
        : addFault(kind, null),
    )
  return (
    <div className={classes.row} data-active={active.length > 0}>
      <span className={classes.what}>
        <strong>{name}</strong>
        <span>{says}</span>
      </span>
      <button
        type="button"
        className={classes.once}
        aria-label={`${name}, once`}
        disabled={isOn}
        onClick={() => attempt(addFault(kind, 1))}
      >
        {left > 0 ? `Next ${left === 1 ? 'one' : left}` : 'Once'}
      </button>
      <button
        type="button"
        role="switch"
        className={classes.switch}
        aria-checked={isOn}
        aria-label={`${name}, always`}
        onClick={toggle}
      />
    </div>
  )
}
