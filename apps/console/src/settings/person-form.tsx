import { roles, type Agent } from '@switchboard/protocol'
import { useRef, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useOffice } from '../i18n/office.ts'
import { toError } from '../state/to-error.ts'
import { Button } from '../ui/button.tsx'
import { FormEnd, FormField } from '../ui/form-field.tsx'
import { nameProblem } from '../ui/name-problem.ts'
import { numberProblem } from './checks.ts'
import { EndAccess } from './end-access.tsx'
import { learnAgent } from './learn-agent.ts'
import { SelectField } from './select-field.tsx'
import classes from './settings.module.css'
import { useEscape } from './use-escape.ts'
import { useSettingsForm } from './use-settings-form.ts'

interface PersonFormProps {
  agent: Agent
  onDone: () => void
  onDisabled: (told: string) => void
}

/** What an admin changes of a person: name, role, capacity, and whether they may sign in. */
export function PersonForm({ agent, onDone, onDisabled }: PersonFormProps) {
  const console = useConsole()
  const { people: words, settings } = useOffice()
  const agents = useConsoleState((state) => state.agents)
  const isMe = useConsoleState((state) => state.me.id === agent.id)
  const byDefault = useConsoleState((state) => state.shared.settings.defaultCapacity)
  const box = useRef<HTMLDivElement>(null)
  const [isEnding, setEnding] = useState(false)
  const { id } = agent
  const others = Object.values(agents).filter((one) => one.id !== id)
  const isLastAdmin =
    agent.role === 'admin' && !others.some((one) => one.role === 'admin' && !one.disabled)
  const form = useSettingsForm({
    id: `people/${id}`,
    initial: { name: agent.name, role: agent.role, capacity: String(agent.capacity ?? '') },
    nameField: 'name',
    check: ({ name, capacity }) => ({
      name: nameProblem(
        name,
        others.map((one) => one.name),
      ),
      capacity: capacity.trim() === '' ? null : numberProblem(capacity, 0, 1000),
    }),
    save: ({ name, role, capacity }) =>
      console
        .ask('update-agent', {
          id,
          name: name.trim(),
          role,
          capacity: capacity.trim() === '' ? null : Number(capacity),
        })
        .then((answer) => {
          learnAgent(console, answer.agent)
          return null
        }, toError),
  })

  function cancel(): void {
    form.reset()
    onDone()
  }
  // What was typed is not thrown away by one key; a question that stands is answered first.
  useEscape(box, () => isEnding || form.isDirty || cancel())

  return (
    <div ref={box} className={classes.edit}>
      <form
        className={classes.inner}
        noValidate
        aria-label={words.changeNamed(agent.name)}
        onSubmit={(event) => void form.submit(event).then((isDone) => isDone && onDone())}
      >
        <FormField
          form={form}
          name="name"
          label={words.name}
          // It was just asked for.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
        />
        <div className={classes.pair}>
          <SelectField
            label={words.role}
            hint={isLastAdmin ? words.lastAdmin : words.roleHint}
            disabled={isLastAdmin}
            value={form.values.role}
            options={roles.map((role) => [role, settings.roles[role]])}
            onChange={(role) => form.set({ role })}
          />
          <FormField
            form={form}
            name="capacity"
            label={words.capacityField}
            hint={words.capacityHint(byDefault)}
            placeholder={String(byDefault)}
            inputMode="numeric"
          />
        </div>
        <FormEnd form={form} onCancel={cancel} />
      </form>
      {isEnding ? (
        <EndAccess agent={agent} onDisabled={onDisabled} onCancel={() => setEnding(false)} />
      ) : (
        <div className={classes.danger}>
          <Button
            size="small"
            disabled={isMe || isLastAdmin}
            {...((isMe || isLastAdmin) && { 'aria-describedby': `${id}-keep` })}
            onClick={() => setEnding(true)}
          >
            {words.disable}
          </Button>
          {(isMe || isLastAdmin) && (
            <small id={`${id}-keep`}>{isLastAdmin ? words.lastAdmin : words.disableSelf}</small>
          )}
        </div>
      )}
    </div>
  )
}
