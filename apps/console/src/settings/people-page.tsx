import type { Agent } from '@switchboard/protocol'
import { useRef, useState } from 'react'
import { useConsoleState } from '../console-context.ts'
import { byName } from '../i18n/in-order.ts'
import { useOffice } from '../i18n/office.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { Invites } from './invites.tsx'
import { PersonForm } from './person-form.tsx'
import { ReturnAccess } from './return-access.tsx'
import classes from './settings.module.css'
import { useFocusBack } from './use-focus-back.ts'

/** Everybody who may sign in or once might, and a way in for more. */
export function PeoplePage() {
  const { people: words } = useOffice()
  const agents = useConsoleState((state) => state.agents)
  const [told, setTold] = useState('')
  const people = Object.values(agents).toSorted(byName)
  const gone = people.filter(({ disabled }) => disabled)
  return (
    <>
      <Invites />
      <ul className={classes.box} aria-label={words.list}>
        {people
          .filter(({ disabled }) => !disabled)
          .map((agent) => (
            <PersonRow key={agent.id} agent={agent} onTold={setTold} />
          ))}
      </ul>
      <p role="status" className={classes.state}>
        {told}
      </p>
      {gone.length > 0 && (
        <section>
          <h2 className={classes.subtitle}>{words.gone}</h2>
          <ul className={classes.box} aria-label={words.gone}>
            {gone.map((agent) => (
              <ReturnAccess key={agent.id} agent={agent} onTold={setTold} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function PersonRow({ agent, onTold }: { agent: Agent; onTold: (text: string) => void }) {
  const { people: words, presence: presences, settings } = useOffice()
  const isMe = useConsoleState((state) => state.me.id === agent.id)
  const presence = useConsoleState((state) => state.presence[agent.id] ?? 'offline')
  const byDefault = useConsoleState((state) => state.shared.settings.defaultCapacity)
  const [isOpen, setOpen] = useState(false)
  const row = useRef<HTMLLIElement>(null)
  const { name, role, capacity } = agent
  useFocusBack(row, isOpen)

  return (
    <li ref={row} className={classes.row}>
      <div className={classes.item}>
        <Avatar name={name} size={32} isMe={isMe} presence={presence} />
        <span className={classes.grow}>
          <strong>
            {name}
            {isMe && <span className={classes.quiet}>{words.you}</span>}
          </strong>
          <small>
            {settings.roles[role]} · {presences[presence]} ·{' '}
            {capacity === undefined ? words.capacityDefault(byDefault) : words.capacity(capacity)}
          </small>
        </span>
        {!isOpen && (
          <Button size="small" aria-label={words.changeNamed(name)} onClick={() => setOpen(true)}>
            {words.change}
          </Button>
        )}
      </div>
      {isOpen && (
        <PersonForm
          agent={agent}
          onDone={() => setOpen(false)}
          onDisabled={(text) => {
            onTold(text)
            document.querySelector<HTMLElement>('#settings-page')?.focus()
          }}
        />
      )}
    </li>
  )
}
