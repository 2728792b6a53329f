import type { Rejection, System, Warning } from '@switchboard/protocol'
import { useSystemWords } from '../i18n/system.ts'
import { Age } from '../ui/age.tsx'
import { Button } from '../ui/button.tsx'
import { backfillText, problemTitle, rejectionAdvice } from '../words/system.ts'
import { warningText } from '../words/warnings.ts'
import { QuarantineList, type HeadingProps } from './quarantine-list.tsx'
import classes from './system-dialog.module.css'
import { useSystem } from './use-system.ts'

/** Refused webhooks that are shown; the API has more. */
const SHOWN = 8

/** Where texts that are missing may have gone; for admins. */
export function SystemReport({ heading }: HeadingProps) {
  const words = useSystemWords()
  const { system, problem, act } = useSystem()
  return (
    <>
      {problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      {!system && !problem && <p className={classes.loading}>{words.looking}</p>}
      {system && (
        <>
          <Warnings warnings={system.warnings} />
          <CarrierCheck
            heading={heading}
            system={system}
            onCheck={() => void act('check-carrier', {})}
          />
          <Rejections heading={heading} {...system.rejected} />
          <QuarantineList heading={heading} quarantine={system.quarantine} act={act} />
        </>
      )}
    </>
  )
}

function Warnings({ warnings }: { warnings: Warning[] }) {
  const words = useSystemWords()
  if (warnings.length === 0) return null
  return (
    <ul className={classes.warnings} aria-label={words.warnings}>
      {warnings.map((warning) => (
        <li key={warning.text}>{warningText(warning)}</li>
      ))}
    </ul>
  )
}

interface CarrierCheckProps extends HeadingProps {
  system: System
  onCheck: () => void
}

function CarrierCheck({ heading: Heading, system, onCheck }: CarrierCheckProps) {
  const words = useSystemWords()
  const { lastRunAt, running } = system.backfill
  return (
    <section className={classes.section} aria-labelledby="carrier">
      <div className={classes.row}>
        <Heading id="carrier">{words.carrier}</Heading>
        <Button size="small" isBusy={running} onClick={onCheck}>
          {words.checkNow}
        </Button>
      </div>
      <p role="status" className={classes.facts}>
        {backfillText(system)}
        {lastRunAt && !running && (
          <>
            {' · '}
            <Age at={lastRunAt} />
          </>
        )}
      </p>
    </section>
  )
}

type RejectionsProps = HeadingProps & System['rejected']

function Rejections({ heading: Heading, count, newest }: RejectionsProps) {
  const words = useSystemWords()
  return (
    <section className={classes.section} aria-labelledby="rejected">
      <Heading id="rejected">{words.refused}</Heading>
      <p className={classes.facts}>{count === 0 ? words.noneRefused : words.refusedCount(count)}</p>
      {count > 0 && (
        <ul className={classes.list} aria-label={words.refused}>
          {newest.slice(0, SHOWN).map((rejection, index) => (
            <RejectionItem key={`${rejection.at}-${index}`} rejection={rejection} />
          ))}
        </ul>
      )}
    </section>
  )
}

function RejectionItem({ rejection }: { rejection: Rejection }) {
  const { at, path, reason, why, address, checkedUrl } = rejection
  const advice = rejectionAdvice(rejection)
  return (
    <li className={classes.item}>
      <p>
        {problemTitle(reason, why)}{' '}
        <span className={classes.facts}>
          · {address} · <Age at={at} />
        </span>
      </p>
      <p className={classes.code}>{checkedUrl ?? path}</p>
      {advice && <p className={classes.facts}>{advice}</p>}
    </li>
  )
}
