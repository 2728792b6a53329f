import type { SwitchboardError } from '@switchboard/protocol'
import { useId, useState, type FormEvent } from 'react'
import { flushSync } from 'react-dom'
import { focusBack } from './focus-back.ts'
import { usePause } from './use-pause.ts'

/** Whoever stops for so long in a field is told what is wrong with it. */
const PAUSE_MS = 600

type Problems<V> = { readonly [K in keyof V]?: string | null }

export interface FormOptions<V extends object> {
  /** What is there now; follows changes of others while nothing is typed. */
  initial: V
  /** What was typed and not saved yet, and where it is kept. */
  edited: V | null
  setEdited: (edited: V | null) => void
  /** What is wrong, in words, field by field. */
  check: (values: V) => Problems<V>
  /** Null when it was done; a refused form keeps what was typed. */
  save: (values: V) => Promise<SwitchboardError | null>
  /** A refusal in words, at the field it is about if there is one. */
  refusal: (error: SwitchboardError, values: V) => Problems<V> | string
  /** For what is not to be seen again, such as a password: what was saved is not shown. */
  clears?: boolean
}

/**
 * A form that checks as one types, each field from when one leaves it or pauses in it, and all of them when it is sent.
 * What was saved is shown until the change itself comes back.
 */
export function useForm<V extends object>(options: FormOptions<V>) {
  const { initial, edited, setEdited, check, save, refusal, clears = false } = options
  const [left, setLeft] = useState<ReadonlySet<keyof V>>(new Set())
  const [isTried, setTried] = useState(false)
  const [refused, setRefused] = useState<{ of: V; said: Problems<V> | string } | null>(null)
  const [kept, setKept] = useState<{ values: V; over: V } | null>(null)
  const [isBusy, setBusy] = useState(false)
  const pause = usePause(PAUSE_MS)
  const id = useId()
  const isKept = edited === null && kept !== null && isSame(kept.over, initial)
  const values = edited ?? (isKept ? kept.values : initial)
  const isDirty =
    edited !== null && !isSame(edited, isSame(kept?.over, initial) ? kept?.values : initial)
  const wrong = check(values)
  const said = refused !== null && isSame(refused.of, values) ? refused.said : null
  const names = Object.keys(wrong) as (keyof V)[]
  /** What was refused about it as it stands. */
  const refusedOf = (name: keyof V): string | null =>
    (said !== null && typeof said === 'object' && said[name]) || null

  function set(change: Partial<V>): void {
    setEdited({ ...values, ...change })
  }

  const leave = (name: keyof V): void => setLeft((before) => new Set([...before, name]))

  function startOver(): void {
    pause.end()
    setTried(false)
    setLeft(new Set())
  }

  async function submit(event: FormEvent<HTMLFormElement>): Promise<boolean> {
    event.preventDefault()
    const form = event.currentTarget
    setTried(true)
    if (names.some((name) => wrong[name])) {
      queueMicrotask(() => firstWrong(form)?.focus())
      return false
    }
    setBusy(true)
    const error = await save(values)
    flushSync(() => {
      setBusy(false)
      setRefused(error && { of: values, said: refusal(error, values) })
    })
    if (error) {
      focusBack(firstWrong(form), form)
      return false
    }
    setKept({ values: clears ? initial : values, over: initial })
    setEdited(null)
    startOver()
    return true
  }

  return {
    id,
    values,
    set,
    isDirty,
    isBusy,
    /** Whether what is shown was just saved here. */
    isSaved: kept !== null && edited === null,
    /** What is wrong with the whole. */
    problem: typeof said === 'string' ? said : null,
    refusedOf,
    problemOf(name: keyof V): string | null {
      return refusedOf(name) ?? (isTried || left.has(name) ? (wrong[name] ?? null) : null)
    },
    leave,
    /** Takes in what is typed into this field, and counts a pause in it as leaving it. */
    type(name: keyof V, text: string): void {
      set({ [name]: text } as Partial<V>)
      pause.after(() => leave(name))
    },
    submit,
    /** Back to what is there. */
    reset: (): void => {
      setEdited(null)
      setKept(null)
      setRefused(null)
      startOver()
    },
  }
}

export type Form<V extends object> = ReturnType<typeof useForm<V>>

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

export function firstWrong(form: HTMLFormElement): HTMLElement | null {
  return form.querySelector<HTMLElement>('[aria-invalid="true"]')
}
