import type { SwitchboardError } from '@switchboard/protocol'
import { useEffect, useRef, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useOffline } from '../connection/use-offline.ts'
import { useAllWords } from '../i18n/later.ts'
import type { Console } from '../state/console.ts'
import { isOnline } from '../state/console-state.ts'
import { newId } from '../state/new-id.ts'
import { agentName } from '../words/entries.ts'
import { assignmentWords, refusalWords } from '../words/errors.ts'
import type { StartDraft } from './start-draft.ts'
import { startOutcome } from './start-outcome.ts'

interface Start {
  number: string
  body: string
  line?: string
}

interface StartOptions {
  draft: StartDraft
  isOpen: boolean
  /** Whether it was sent in sight of whoever did so. */
  onSent: (number: string, isSeen: boolean) => void
}

/** Sends it once however often one clicks, and whether or not the dialog stays open; what becomes of it is told. */
export function useStart({ draft, isOpen, onSent }: StartOptions) {
  const console = useConsole()
  const attempt = useRef({ of: '', id: '' })
  const isSeen = useRef(isOpen)
  const [isSending, setSending] = useState(false)
  const [refused, setRefused] = useState<{ of: StartDraft; said: string } | null>(null)
  useEffect(() => {
    isSeen.current = isOpen
    if (isOpen) startOutcome.set(null)
  }, [isOpen])

  async function send(start: Start): Promise<SwitchboardError | null> {
    const { number } = start
    const of = JSON.stringify(start)
    if (attempt.current.of !== of) attempt.current = { of, id: newId() }
    setSending(true)
    const error = await console.startConversation({ ...start, clientMessageId: attempt.current.id })
    setSending(false)
    setRefused(error && { of: draft, said: refusalOf(console, number, error) })
    if (!isSeen.current) {
      const why = error && assignmentWords(error, holderOf(console, number, error))
      startOutcome.set({ console, number, why })
    }
    if (error === null) onSent(number, isSeen.current)
    return error
  }
  /** Why it was refused as it stands. */
  const problem = refused?.of === draft ? refused.said : null
  return { isSending, problem, send }
}

/** Why it was not sent, in words. */
export function refusalOf(console: Console, number: string, error: SwitchboardError): string {
  return refusalWords(error.code, error.message, holderOf(console, number, error))
}

function holderOf(console: Console, number: string, { data }: SwitchboardError): string | null {
  const { agents, conversations } = console.state.get()
  const holder = conversations.get(number)?.assignee ?? data?.['holder']
  return typeof holder === 'string' ? agentName(agents, holder) : null
}

/** What a text that is on its way waits for. */
export function useProgress(isSending: boolean): string {
  const { start: words } = useAllWords()
  const isOffline = useOffline()
  const isBehind = useConsoleState((state) => !isOnline(state) || state.isSilent)
  if (!isSending) return ''
  return isOffline || isBehind ? words.waits : words.sending
}
