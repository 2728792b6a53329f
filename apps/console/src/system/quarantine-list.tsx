import type { Quarantined, System } from '@switchboard/protocol'
import { useState } from 'react'
import { Age } from '../ui/age.tsx'
import { Button } from '../ui/button.tsx'
import { NoteForm } from '../ui/note-form.tsx'
import { quarantinedText } from '../words/system.ts'
import classes from './system-dialog.module.css'
import type { Act } from './use-system.ts'

/** Signed webhooks that could not be read, to be tried again or given up. */
export function QuarantineList({
  quarantine: { quarantined, total },
  act,
}: {
  quarantine: System['quarantine']
  act: Act
}) {
  return (
    <section className={classes.section} aria-labelledby="quarantine">
      <h3 id="quarantine">Quarantine</h3>
      <p className={classes.facts}>
        {total === 0
          ? 'Everything Twilio signed could be read.'
          : `${total === 1 ? 'One webhook' : `${total.toLocaleString('en')} webhooks`} from Twilio could not be read. Nothing of it is lost.`}
      </p>
      {total > 0 && (
        <ul className={classes.list} aria-label="Quarantine">
          {quarantined.map((webhook) => (
            <QuarantinedItem key={webhook.id} webhook={webhook} act={act} />
          ))}
        </ul>
      )}
    </section>
  )
}

function QuarantinedItem({ webhook, act }: { webhook: Quarantined; act: Act }) {
  const [isDiscarding, setDiscarding] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const { id, at, problem, replays } = webhook

  async function replay(): Promise<void> {
    setBusy(true)
    await act('replay-quarantined', { id })
    setBusy(false)
  }

  return (
    <li className={classes.item}>
      <p>{quarantinedText(webhook)}</p>
      <p className={classes.facts} role="status">
        {problem} · <Age at={at} />
        {replays > 0 && ` · replayed ${replays}×, still unreadable`}
      </p>
      {isDiscarding ? (
        <NoteForm
          label="Why is it not needed?"
          verb="Discard"
          onNote={(note) => act('discard-quarantined', { id, note })}
          onCancel={() => setDiscarding(false)}
        />
      ) : (
        <div className={classes.actions}>
          <Button size="small" disabled={isBusy} onClick={() => void replay()}>
            Replay
          </Button>
          <Button size="small" onClick={() => setDiscarding(true)}>
            Discard…
          </Button>
        </div>
      )}
    </li>
  )
}
