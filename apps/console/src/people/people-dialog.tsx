import { useConsoleState } from '../console-context.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { AddPerson } from './add-person.tsx'
import { useWords } from '../i18n/index.ts'
import classes from './people-dialog.module.css'

/** Who may sign in, and a form that adds one more; for admins. */
export function PeopleDialog({ onClose }: { onClose: () => void }) {
  const words = useWords().people
  return (
    <Dialog title={words.title} onClose={onClose}>
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
            {id === me && <span className={classes.facts}>{words.people.you}</span>}
          </span>
          <span className={classes.facts}>
            {role === 'admin' && words.people.admin}
            {disabled ? words.people.closed : words.presence[presence[id] ?? 'offline']}
          </span>
        </li>
      ))}
    </ul>
  )
}
