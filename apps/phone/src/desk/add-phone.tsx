import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { addPhone, ApiError } from '../api.ts'
import { PlusIcon } from '../icons.tsx'
import classes from './add-phone.module.css'

/** An empty place on the desk. */
export function AddPhone({ onAdded }: { onAdded: (number: string) => void }) {
  const [name, setName] = useState('')
  const [number, setNumber] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const add = async () => {
    try {
      const tidy = number.replace(/[\s()-]/g, '')
      const phone = await addPhone(name, tidy === '' ? undefined : tidy)
      // What was typed meanwhile is the next one.
      setName((now) => (now === name ? '' : now))
      setNumber((now) => (now === number ? '' : now))
      setProblem(null)
      onAdded(phone.number)
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : 'That did not work.')
    }
  }
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    void add()
  }
  return (
    <form className={classes.place} aria-label="Add a phone" onSubmit={onSubmit}>
      <span className={classes.plus} aria-hidden="true">
        <PlusIcon />
      </span>
      <p className={classes.title}>One more customer</p>
      <label>
        Name
        <input
          value={name}
          maxLength={40}
          required
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label>
        Number, or we pick one
        <input
          value={number}
          maxLength={20}
          inputMode="tel"
          autoComplete="off"
          placeholder="+1 415 555 0100"
          onChange={(event) => setNumber(event.target.value)}
        />
      </label>
      {problem !== null && <p role="alert">{problem}</p>}
      <button type="submit">Add phone</button>
    </form>
  )
}
