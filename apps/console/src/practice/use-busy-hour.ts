import type { PhoneBusyHour } from '@switchboard/protocol'
import { useEffect, useState } from 'react'

const PATH = '/phone/api/busy-hour'
/** How often one asks how far the hour is; one of its minutes takes five seconds. */
const POLL_MS = 5_000

interface BusyHourControl {
  /** null until the simulator said. */
  state: PhoneBusyHour | null
  hasFailed: boolean
  toggle(): void
}

/** The scripted customers of the simulator: whether they text, and a switch for it. */
export function useBusyHour(): BusyHourControl {
  const [state, setState] = useState<PhoneBusyHour | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const isRunning = state?.running === true

  async function run(method: 'GET' | 'POST' | 'DELETE'): Promise<void> {
    try {
      const next = await ask(method)
      setFailed(false)
      setState((known) => next ?? (known && { ...known, running: false }))
    } catch {
      // Only who pressed the button is told; a look that failed is made again.
      if (method !== 'GET') setFailed(true)
    }
  }

  useEffect(() => void run('GET'), [])
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => void run('GET'), POLL_MS)
    return () => clearInterval(timer)
  }, [isRunning])

  return { state, hasFailed, toggle: () => void run(isRunning ? 'DELETE' : 'POST') }
}

/** How things are after the request; null where the answer does not tell. */
async function ask(method: 'GET' | 'POST' | 'DELETE'): Promise<PhoneBusyHour | null> {
  const body =
    method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}
  const response = await fetch(PATH, { method, ...body })
  if (!response.ok) throw new Error(`The simulator answered ${response.status}.`)
  if (response.status === 204) return null
  return ((await response.json()) as { busyHour: PhoneBusyHour }).busyHour
}
