import { conversationStatuses, matchesCustomer, type Conversation } from '@switchboard/protocol'
import { useEffect, useState } from 'react'
import { useConsole } from '../console-context.ts'
import type { Console } from '../state/console.ts'

const PAUSE_MS = 150
const MAX_FOUND = 6

interface Found {
  q: string
  rows: readonly Conversation[]
  isLooking: boolean
  hasFailed: boolean
}

const nothing: Found = { q: '', rows: [], isLooking: false, hasFailed: false }

/** Conversations by name or number: at once those this tab knows, then whatever the switchboard finds. */
export function useFound(query: string): Found {
  const console = useConsole()
  const q = query.trim()
  const [found, setFound] = useState<Found>(nothing)
  useEffect(() => {
    if (q === '') return
    let isOver = false
    const timer = setTimeout(() => {
      look(console, q).then(
        (rows) => isOver || setFound({ q, rows, isLooking: false, hasFailed: false }),
        () => isOver || setFound({ q, rows: [], isLooking: false, hasFailed: true }),
      )
    }, PAUSE_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [console, q])

  if (q === '') return nothing
  const known = knownRows(console, q)
  if (found.q !== q) return { q, rows: known, isLooking: true, hasFailed: false }
  return { ...found, rows: unique([...known, ...found.rows]) }
}

/** What is open comes first. */
async function look(console: Console, q: string): Promise<readonly Conversation[]> {
  const pages = await Promise.all(
    conversationStatuses.map((status) =>
      console.ask('conversations', { view: 'all', status, q, limit: MAX_FOUND }),
    ),
  )
  return pages.flatMap(({ conversations }) => conversations)
}

function knownRows(console: Console, q: string): Conversation[] {
  const fit: Conversation[] = []
  for (const row of console.state.get().conversations) {
    if (fit.length === MAX_FOUND) break
    if (matchesCustomer(row, q)) fit.push(row)
  }
  return fit
}

function unique(rows: readonly Conversation[]): readonly Conversation[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]))
  return [...byNumber.values()].slice(0, MAX_FOUND * 2)
}
