import type { Team } from '@switchboard/protocol'
import { useRef } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { byName } from '../i18n/in-order.ts'
import { useOffice } from '../i18n/office.ts'
import { toError } from '../state/to-error.ts'
import { Avatar } from '../ui/avatar.tsx'
import { FormEnd, FormField } from '../ui/form-field.tsx'
import { nameProblem } from '../ui/name-problem.ts'
import classes from './settings.module.css'
import { useEscape } from './use-escape.ts'
import { useSettingsForm } from './use-settings-form.ts'

interface TeamFormProps {
  /** Null: a new one. */
  team: Team | null
  teams: readonly Team[]
  /** With the name of what was saved. */
  onDone: (name?: string) => void
}

/** A team's name, who is in it, and whether it takes work. */
export function TeamForm({ team, teams, onDone }: TeamFormProps) {
  const console = useConsole()
  const { teams: words } = useOffice().admin
  const box = useRef<HTMLFormElement>(null)
  const others = teams.filter(({ id }) => id !== team?.id).map(({ name }) => name)
  const form = useSettingsForm({
    id: `teams/${team?.id ?? 'new'}`,
    initial: {
      name: team?.name ?? '',
      members: team?.members ?? [],
      disabled: team?.disabled ?? false,
    },
    nameField: 'name',
    nameTaken: words.taken,
    check: ({ name }) => ({ name: nameProblem(name, others, words.taken) }),
    save: ({ name, members, disabled }) =>
      console
        .ask('put-team', { ...(team && { id: team.id }), name: name.trim(), members, disabled })
        .then(() => null, toError),
  })
  const { name, members, disabled } = form.values
  function cancel(): void {
    form.reset()
    onDone()
  }
  // What was typed is not thrown away by one key.
  useEscape(box, () => form.isDirty || cancel())

  return (
    <form
      ref={box}
      className={classes.edit}
      noValidate
      aria-label={team ? words.changeNamed(team.name) : words.make}
      onSubmit={(event) => void form.submit(event).then((isDone) => isDone && onDone(name.trim()))}
    >
      <FormField
        form={form}
        name="name"
        label={words.name}
        // It was just asked for.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
      />
      <MemberChoice chosen={members} onChange={(next) => form.set({ members: next })} />
      {team && (
        <label className={classes.switch}>
          <input
            type="checkbox"
            checked={disabled}
            onChange={(event) => form.set({ disabled: event.target.checked })}
          />
          {words.disabled}
          <small>{words.disabledHint}</small>
        </label>
      )}
      <FormEnd form={form} {...(!team && { verb: words.verb })} onCancel={cancel} />
    </form>
  )
}

interface MemberChoiceProps {
  chosen: readonly string[]
  onChange: (members: string[]) => void
}

/** Who is disabled stays in without being shown: whoever gives them access again finds them there. */
function MemberChoice({ chosen, onChange }: MemberChoiceProps) {
  const { teams: words } = useOffice().admin
  const agents = useConsoleState((state) => state.agents)
  const people = Object.values(agents)
    .filter(({ disabled }) => !disabled)
    .toSorted(byName)
  return (
    <fieldset className={classes.members}>
      <legend>{words.members}</legend>
      {people.map(({ id, name }) => (
        <label key={id} className={classes.member}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...chosen, id] : chosen.filter((member) => member !== id),
              )
            }
          />
          <Avatar name={name} size={20} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  )
}
