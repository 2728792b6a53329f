import type { Agent, Team } from '@switchboard/protocol'
import { useRef, useState } from 'react'
import { useConsoleState } from '../console-context.ts'
import { byName } from '../i18n/in-order.ts'
import { useOffice } from '../i18n/office.ts'
import { own } from '../state/own.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import classes from './settings.module.css'
import { TeamForm } from './team-form.tsx'
import { useFocusBack } from './use-focus-back.ts'

/** Every team with its members; made, renamed, filled and closed here. */
export function TeamsPage() {
  const { teams: words } = useOffice().admin
  const known = useConsoleState((state) => state.shared.teams)
  const [isMaking, setMaking] = useState(false)
  const [told, setTold] = useState('')
  const make = useRef<HTMLDivElement>(null)
  useFocusBack(make, isMaking)
  const teams = Object.values(known).toSorted(byName)

  function close(name?: string): void {
    setMaking(false)
    setTold(name === undefined ? '' : words.made(name))
  }

  return (
    <>
      {teams.length === 0 && !isMaking && <p className={classes.none}>{words.none}</p>}
      {teams.length > 0 && (
        <ul className={classes.box} aria-label={words.list}>
          {teams.map((team) => (
            <TeamRow key={team.id} team={team} teams={teams} />
          ))}
        </ul>
      )}
      {isMaking ? (
        <div className={classes.box}>
          <TeamForm team={null} teams={teams} onDone={close} />
        </div>
      ) : (
        <div ref={make}>
          <Button look="primary" onClick={() => setMaking(true)}>
            {words.make}
          </Button>
        </div>
      )}
      <p role="status" className={classes.state}>
        {told}
      </p>
    </>
  )
}

function TeamRow({ team, teams }: { team: Team; teams: readonly Team[] }) {
  const { admin } = useOffice()
  const words = admin.teams
  const agents = useConsoleState((state) => state.agents)
  const [isOpen, setOpen] = useState(false)
  const row = useRef<HTMLLIElement>(null)
  const members = team.members.flatMap((id): Agent[] => {
    const agent = own(agents, id)
    return agent && !agent.disabled ? [agent] : []
  })
  useFocusBack(row, isOpen)

  return (
    <li ref={row} className={classes.row}>
      {isOpen ? (
        <TeamForm team={team} teams={teams} onDone={() => setOpen(false)} />
      ) : (
        <div className={classes.item}>
          <span className={classes.grow}>
            <strong>{team.name}</strong>
            <small>
              {members.length === 0 ? words.nobody : words.memberCount(members.length)}
              {team.disabled && ` · ${words.disabled}`}
            </small>
          </span>
          <span className={classes.faces}>
            {members.slice(0, 6).map(({ id, name }) => (
              <span key={id} data-tip={name}>
                <Avatar name={name} size={24} />
                <span className="visually-hidden">{name} </span>
              </span>
            ))}
          </span>
          <Button
            size="small"
            aria-label={words.changeNamed(team.name)}
            onClick={() => setOpen(true)}
          >
            {admin.change}
          </Button>
        </div>
      )}
    </li>
  )
}
