import type { HistoryStore, Transaction } from '@switchboard/history'
import { SwitchboardError, type AgentDraft, type OperationArgs } from '@switchboard/protocol'
import { requireConversation } from '../conversations/require-conversation.ts'
import { keepShared, readKept } from './shared.ts'

/** Drafts of older programs had no version. */
const versioned = (draft: AgentDraft) => ({ version: 0, ...draft })

export async function readDrafts(
  store: Pick<HistoryStore, 'records'>,
  agent: string,
): Promise<AgentDraft[]> {
  return (await readKept<AgentDraft>(store, `draft!${agent}!`)).map(versioned)
}

/**
 * Keeps what somebody is writing. DRAFT_STALE when another device of theirs wrote since `base`, with what
 * it wrote; without `base` the newest wins.
 */
export async function putDraft(
  transaction: Transaction,
  { number, body, base }: OperationArgs<'put-draft'>,
  agent: string,
): Promise<AgentDraft | null> {
  await requireConversation(transaction, number)
  const stored = await transaction.record<AgentDraft>('private', `draft!${agent}!${number}`)
  const before = stored && versioned(stored)
  if (before && base !== undefined && before.version !== base && before.body !== body)
    throw new SwitchboardError('DRAFT_STALE', 'Another device wrote here since.', {
      data: { draft: before },
    })
  // Never again one that was given, also after the draft was forgotten.
  const version = Math.max(Date.parse(transaction.at), (before?.version ?? 0) + 1)
  const value = body === '' ? null : { number, body, version, at: transaction.at }
  if (value || before) await keepShared(transaction, { kind: 'draft', id: number, value }, agent)
  return value
}
