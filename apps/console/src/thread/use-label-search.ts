import type { Label } from '@switchboard/protocol'
import { useState } from 'react'
import { useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { labelsOf } from '../state/shared.ts'
import { nameProblem } from '../ui/name-problem.ts'

interface LabelSearch {
  query: string
  setQuery: (query: string) => void
  /** What the field is called: an admin makes a label in it, too. */
  name: string
  offered: readonly Label[]
  /** The name of the one that may be made of what was typed. */
  fresh: string | null
  /** What is said where nothing is offered. */
  nothing: string
}

/** Looks among the labels; those that are retired are offered where they are on. */
export function useLabelSearch(isOn: (label: string) => boolean): LabelSearch {
  const { labels: words } = useAllWords()
  const isAdmin = useConsoleState((state) => state.me.role === 'admin')
  const known = useConsoleState((state) => state.shared.labels)
  const [query, setQuery] = useState('')
  const typed = query.trim()
  const wanted = typed.toLocaleLowerCase()
  const all = labelsOf(known, Object.keys(known))
  const offered = all.filter(
    ({ id, name, retired }) => (!retired || isOn(id)) && name.toLocaleLowerCase().includes(wanted),
  )
  const isKnown = all.some(({ name }) => name.toLocaleLowerCase() === wanted)
  const badName = isAdmin && wanted !== '' ? nameProblem(query) : null
  const mayMake = isAdmin && wanted !== '' && !isKnown && badName === null
  const none = all.length === 0 ? words.noneYet : words.none
  const ask = all.length === 0 && !isAdmin ? ` ${words.askAdmin}` : ''
  return {
    query,
    setQuery,
    name: isAdmin ? words.findOrMake : words.find,
    offered,
    fresh: mayMake ? typed : null,
    nothing: (badName ?? none) + ask,
  }
}
