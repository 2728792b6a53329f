import { useConsoleState } from '../console-context.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { AddPerson } from './add-person.tsx'
import { useWords } from '../i18n/index.ts'
import classes from './people-dialog.module.css'

/** Who may sign in, and a form that adds one more; for admins. */
export function PeopleDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="People" onClose={onClose}>
      <PeopleList />
      <AddPerson />
    </Dialog>
  )
}

function PeopleList() {
  const words = useWords()
  const agents = useConsoleState((state) => state.agents)
  const presence = useConsoleState((state) => state.presence)
  const me = useConsoleState((state) => state.me.id)
  const people = Object.values(agents).toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <ul className={classes.list}>
      {people.map(({ id, name, role, disabled }) => (
        <li key={id} className={classes.person}>
          <Avatar
            name={name}
            size={32}
            isMe={id === me}
            presence={disabled ? undefined : (presence[id] ?? 'offline')}
          />
          <span className={classes.name}>
            {name}
            {id === me && <span className={classes.facts}> · you</span>}
          </span>
          <span className={classes.facts}>
            {role === 'admin' && 'Admin · '}
            {disabled ? 'Closed' : words.presence[presence[id] ?? 'offline']}
          </span>
        </li>
      ))}
    </ul>
  )
}
