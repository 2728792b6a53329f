import { roles, type Agent, type Invite } from '@switchboard/protocol'
import { useRef, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useOffice } from '../i18n/office.ts'
import { toError } from '../state/to-error.ts'
import { Button } from '../ui/button.tsx'
import { agentName } from '../words/entries.ts'
import { saidWords } from '../words/errors.ts'
import { endTime } from '../words/time.ts'
import { InviteLink } from './invite-link.tsx'
import { SelectField } from './select-field.tsx'
import classes from './settings.module.css'
import { useInvites } from './use-invites.ts'

/** Makes links that let somebody in, and lists those that still do. */
export function Invites() {
  const console = useConsole()
  const { people: words, settings } = useOffice()
  const [role, setRole] = useState<Agent['role']>('agent')
  const [link, setLink] = useState<{ id: string; address: string } | null>(null)
  const [told, setTold] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const shown = useRef<HTMLDivElement>(null)
  const { invites, isLost, read } = useInvites((open) => {
    if (link === null || open.some(({ id }) => id === link.id)) return
    // What has the focus there goes with it.
    if (shown.current?.contains(document.activeElement)) title.current?.focus()
    setLink(null)
    setTold(words.linkOver)
  })

  async function act(work: () => Promise<void>): Promise<void> {
    setTold('')
    try {
      await work()
      setProblem(null)
    } catch (error) {
      setProblem(saidWords(toError(error)))
    }
    await read()
  }

  const make = (): Promise<void> =>
    act(async () => {
      const { invite, token } = await console.ask('create-invite', { role })
      setLink({ id: invite.id, address: `${location.origin}/invite/${token}` })
    })
  const revoke = (id: string): Promise<void> =>
    act(async () => {
      await console.ask('revoke-invite', { id })
      // The link that is shown may be the one that is over.
      setLink((before) => (before?.id === id ? null : before))
      setTold(words.revoked)
      title.current?.focus()
    })

  return (
    <section className={classes.panel} aria-labelledby="invite">
      <h2 id="invite" ref={title} tabIndex={-1} className={classes.panelTitle}>
        {words.invite}
      </h2>
      <p className={classes.quiet}>{words.inviteLead}</p>
      <div className={classes.makeInvite}>
        <SelectField
          label={words.inviteAs}
          value={role}
          options={roles.toReversed().map((one) => [one, settings.roles[one]])}
          onChange={setRole}
        />
        <Button look="primary" onClick={() => void make()}>
          {words.makeLink}
        </Button>
      </div>
      {link !== null && (
        <div ref={shown}>
          <InviteLink key={link.id} link={link.address} />
        </div>
      )}
      {problem !== null && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      {isLost && <p className={classes.quiet}>{words.openNotRead}</p>}
      {invites !== null && invites.length > 0 && (
        <>
          <h3 className={classes.subtitle}>{words.open}</h3>
          <ul className={classes.invites} aria-label={words.open}>
            {invites.map((invite) => (
              <InviteRow key={invite.id} invite={invite} onRevoke={() => void revoke(invite.id)} />
            ))}
          </ul>
        </>
      )}
      <p role="status" className={classes.state}>
        {told}
      </p>
    </section>
  )
}

function InviteRow({ invite, onRevoke }: { invite: Invite; onRevoke: () => void }) {
  const { people: words, settings } = useOffice()
  const agents = useConsoleState((state) => state.agents)
  const role = settings.roles[invite.role]
  const until = endTime(invite.expiresAt)
  return (
    <li className={classes.item}>
      <span className={classes.grow}>
        {role}
        <small>
          {words.invitedBy(agentName(agents, invite.by))} · {words.until(until)}
        </small>
      </span>
      <Button size="small" aria-label={words.revokeNamed(role, until)} onClick={onRevoke}>
        {words.revoke}
      </Button>
    </li>
  )
}
