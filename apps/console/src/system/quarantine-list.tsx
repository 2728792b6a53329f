import type { Quarantined, System } from '@switchboard/protocol'
import { useRef, useState } from 'react'
import { useSystemWords } from '../i18n/system.ts'
import { Age } from '../ui/age.tsx'
import { Button } from '../ui/button.tsx'
import { NoteForm } from '../ui/note-form.tsx'
import { useLeadOn } from '../ui/use-lead-on.ts'
import { problemTitle, quarantinedText } from '../words/system.ts'
import classes from './system-dialog.module.css'
import type { Act } from './use-system.ts'

export interface HeadingProps {
  /** The level below what stands over it: a page's title or a dialog's. */
  heading: 'h2' | 'h3'
}

interface QuarantineListProps extends HeadingProps {
  quarantine: System['quarantine']
  act: Act
}

/** Signed webhooks that could not be read, to be tried again or given up. */
export function QuarantineList({ heading: Heading, quarantine, act }: QuarantineListProps) {
  const { quarantined, total } = quarantine
  const words = useSystemWords()
  return (
    <section className={classes.section} aria-labelledby="quarantine">
      <Heading id="quarantine">{words.quarantine}</Heading>
      <p className={classes.facts}>
        {total === 0 ? words.nothingQuarantined : words.quarantined(total)}
      </p>
      {total > 0 && (
        <ul className={classes.list} aria-label={words.quarantine}>
          {quarantined.map((webhook) => (
            <QuarantinedItem key={webhook.id} webhook={webhook} act={act} />
          ))}
        </ul>
      )}
    </section>
  )
}

function QuarantinedItem({ webhook, act }: { webhook: Quarantined; act: Act }) {
  const words = useSystemWords()
  const [isDiscarding, setDiscarding] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const leadOn = useLeadOn(() => opener.current)
  const { id, at, problem, why, replays } = webhook

  async function replay(): Promise<void> {
    setBusy(true)
    await act('replay-quarantined', { id })
    setBusy(false)
  }

  return (
    <li className={classes.item}>
      <p>{quarantinedText(webhook)}</p>
      <p className={classes.facts} role="status">
        {problemTitle(problem, why)} · <Age at={at} />
        {replays > 0 && words.replayed(replays)}
      </p>
      {isDiscarding ? (
        <div ref={leadOn}>
          <NoteForm
            label={words.whyDiscard}
            verb={words.discard}
            onNote={(note) => act('discard-quarantined', { id, note })}
            onCancel={() => setDiscarding(false)}
          />
        </div>
      ) : (
        <div key="actions" className={classes.actions}>
          <Button size="small" isBusy={isBusy} onClick={() => void replay()}>
            {words.replay}
          </Button>
          <Button ref={opener} size="small" onClick={() => setDiscarding(true)}>
            {words.discardAsk}
          </Button>
        </div>
      )}
    </li>
  )
}
