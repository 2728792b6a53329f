import { randomUUID } from 'node:crypto'
import type { Transaction } from '@switchboard/history'
import {
  isUnanswered,
  SwitchboardError,
  type Agent,
  type Conversation,
  type OperationArgs,
  type OperationResult,
  type workOperations as described,
} from '@switchboard/protocol'
import type { AppContext } from '../context.ts'
import { addNote, setLabels, setPriority, snooze } from '../conversations/care.ts'
import { giveBack, transfer } from '../conversations/hand-over.ts'
import { requireConversation } from '../conversations/require-conversation.ts'
import {
  changeSettings,
  defaultSettings,
  findCanned,
  findLabel,
  findTeam,
  keepShared,
  presenceTimes,
  readShared,
} from '../people/shared.ts'
import { putDraft, readDrafts } from '../people/drafts.ts'
import { readLines } from '../people/lines.ts'
import { refuseUnlessAdmin } from '../people/update-agent.ts'

type WorkOperation = keyof typeof described
type Handler<K extends WorkOperation> = (
  context: AppContext,
  args: OperationArgs<K>,
  asker: { agent: Agent },
) => Promise<OperationResult<K>>

/** Presence, handing work on, and what belongs to a team. */
export const workOperations: { [K in WorkOperation]: Handler<K> } = {
  'set-presence': async ({ presence }, args, { agent }) => {
    presence.choose(agent.id, args.presence)
    return {}
  },
  transfer: (context, args, { agent }) =>
    changed(context, args.number, (transaction) =>
      transfer(transaction, { ...args, agent }, context.config.defaultCapacity),
    ),
  snooze: (context, args, { agent }) =>
    changed(context, args.number, (transaction) => snooze(transaction, args, agent)),
  'set-labels': (context, args) =>
    changed(context, args.number, (transaction) => setLabels(transaction, args)),
  'set-priority': (context, args, { agent }) =>
    changed(context, args.number, (transaction) =>
      setPriority(transaction, args, { agent: agent.id }),
    ),
  note: async ({ store }, args, { agent }) => {
    const { value } = await store.transact((transaction) => addNote(transaction, args, agent))
    // Stored with the note; only the telling is apart, since it reaches one Agent alone.
    for (const { to, mention } of value.told)
      await store.transact(async (transaction) => {
        await transaction.share({ kind: 'mention', id: mention.id, value: mention })
        await transaction.restrictTo(to)
      })
    return { entry: value.entry }
  },
  'dismiss-mention': async ({ store }, { id }, { agent }) => {
    await store.transact((transaction) =>
      keepShared(transaction, { kind: 'mention', id, value: null }, agent.id),
    )
    return {}
  },
  'end-shift': endShift,
  shared: async ({ store, config, about }, _args, { agent }) => {
    const shared = await readShared(store, agent.id, defaultSettings(config))
    return {
      ...shared,
      drafts: await readDrafts(store, agent.id),
      lines: await readLines(store, about().lines),
      defaultCapacity: shared.settings.defaultCapacity,
    }
  },
  'put-canned-response': putCanned,
  'delete-canned-response': async ({ store }, { id }, { agent }) => {
    await store.transact(async (transaction) => {
      const before = await findCanned(transaction, id, agent.id)
      if (!before) throw notFound('canned response')
      if (before.owner === null) refuseUnlessAdmin(agent)
      await keepShared(transaction, { kind: 'canned', id, value: null }, before.owner)
    })
    return {}
  },
  'put-draft': async ({ store }, args, { agent }) => {
    const { value: draft } = await store.transact((transaction) =>
      putDraft(transaction, args, agent.id),
    )
    return { draft }
  },
  'put-team': async ({ store }, { id, ...args }, { agent }) => {
    refuseUnlessAdmin(agent)
    const { value: team } = await store.transact(async (transaction) => {
      if (id !== undefined && !(await findTeam(transaction, id))) throw notFound('team')
      for (const member of args.members)
        if (!(await transaction.agent(member)))
          throw new SwitchboardError('UNKNOWN_AGENT', `There is nobody with the id ${member}.`)
      const made = { id: id ?? randomUUID(), ...args, members: [...new Set(args.members)] }
      await keepShared(transaction, { kind: 'team', id: made.id, value: made })
      return made
    })
    return { team }
  },
  'put-label': async ({ store }, { id, ...args }, { agent }) => {
    refuseUnlessAdmin(agent)
    const { value: label } = await store.transact(async (transaction) => {
      if (id !== undefined && !(await findLabel(transaction, id))) throw notFound('label')
      const made = { id: id ?? randomUUID(), ...args }
      await keepShared(transaction, { kind: 'label', id: made.id, value: made })
      return made
    })
    return { label }
  },
  'set-capacity': async ({ store }, { agent: id, capacity }, { agent }) => {
    refuseUnlessAdmin(agent)
    await store.transact(async (transaction) => {
      const before = await transaction.agent(id)
      if (!before) throw new SwitchboardError('UNKNOWN_AGENT', 'There is nobody with this id.')
      const { capacity: _old, ...rest } = before
      await transaction.putAgent({ ...rest, ...(capacity !== null && { capacity }) })
    })
    return {}
  },
  'put-settings': async ({ store, config, presence }, change, { agent }) => {
    refuseUnlessAdmin(agent)
    const { value: settings } = await store.transact((transaction) =>
      changeSettings(transaction, change, defaultSettings(config)),
    )
    presence.configure(presenceTimes(settings))
    return { settings }
  },
}

async function changed(
  { store }: AppContext,
  number: string,
  change: (transaction: Transaction) => Promise<unknown>,
): Promise<{ conversation: Conversation }> {
  await store.transact(change)
  return { conversation: await requireConversation(store, number) }
}

async function putCanned(
  { store }: AppContext,
  { id, personal, shortcut, text }: OperationArgs<'put-canned-response'>,
  { agent }: { agent: Agent },
): Promise<OperationResult<'put-canned-response'>> {
  if (!personal) refuseUnlessAdmin(agent)
  const owner = personal ? agent.id : null
  const { value: cannedResponse } = await store.transact(async (transaction) => {
    const before = id === undefined ? undefined : await findCanned(transaction, id, agent.id)
    if (id !== undefined && before?.owner !== owner) throw notFound('canned response')
    const made = { id: id ?? randomUUID(), shortcut, text, owner }
    await keepShared(transaction, { kind: 'canned', id: made.id, value: made }, owner)
    return made
  })
  return { cannedResponse }
}

async function endShift(
  { store, presence }: AppContext,
  { dryRun }: OperationArgs<'end-shift'>,
  { agent }: { agent: Agent },
): Promise<OperationResult<'end-shift'>> {
  // Away first, so that nothing comes back to them while it is given back.
  if (!dryRun) presence.choose(agent.id, 'away')
  const held: Conversation[] = []
  let page: string | null | undefined
  do {
    const query = { status: 'open', assignee: agent.id, limit: 200, ...(page && { page }) } as const
    const found = await store.conversations(query)
    held.push(...found.conversations)
    page = found.next
  } while (page !== null)
  for (const { number } of dryRun ? [] : held)
    await store.transact((transaction) =>
      giveBack(transaction, number, agent.id, { endsShift: true }),
    )
  return { open: held.length, unanswered: held.filter(isUnanswered).length }
}

const notFound = (what: string) =>
  new SwitchboardError('NOT_FOUND', `There is no such ${what}, or it is not yours.`)
