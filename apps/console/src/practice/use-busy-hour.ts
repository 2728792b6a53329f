import type { PhoneBusyHour } from '@switchboard/protocol'
import { useEffect, useState } from 'react'

const PATH = '/phone/api/busy-hour'
/** How often one asks how far the hour is; one of its minutes takes five seconds. */
const POLL_MS = 5_000

interface BusyHourControl {
  /** null until the simulator said. */
  state: PhoneBusyHour | null
  hasFailed: boolean
  toggle: () => void
}

/** The scripted customers of the simulator: whether they text, and a switch for it. */
export function useBusyHour(): BusyHourControl {
  const [state, setState] = useState<PhoneBusyHour | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const isRunning = state?.running === true

  useEffect(() => {
    let isOver = false
    const look = async (): Promise<void> => {
      // A look that failed is made again; only who pressed the button is told.
      const next = await ask('GET').catch(() => null)
      if (next && !isOver) setState(next)
    }
    void look()
    const timer = isRunning ? setInterval(() => void look(), POLL_MS) : undefined
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [isRunning])

  async function toggle(): Promise<void> {
    try {
      const next = await ask(isRunning ? 'DELETE' : 'POST')
      setFailed(false)
      setState((known) => next ?? (known && { ...known, running: false }))
    } catch {
      setFailed(true)
    }
  }

  return { state, hasFailed, toggle: () => void toggle() }
}

/** How things are after the request; null where the answer does not tell. */
async function ask(method: 'GET' | 'POST' | 'DELETE'): Promise<PhoneBusyHour | null> {
  const json = { body: '{}', headers: { 'content-type': 'application/json' } }
  const response = await fetch(PATH, { method, ...(method === 'POST' && json) })
  if (!response.ok) throw new Error(`The simulator answered ${response.status}.`)
  if (response.status === 204) return null
  return ((await response.json()) as { busyHour: PhoneBusyHour }).busyHour
}
