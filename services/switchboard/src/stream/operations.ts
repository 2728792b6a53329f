import * as v from 'valibot'
import {
  gatewayOnly,
  inboxCountsOf,
  isOperation,
  operations,
  SwitchboardError,
  type Agent,
  type Changeset,
  type Conversation,
  type InboxView,
  type OperationArgs,
  type OperationName,
  type OperationResult,
} from '@switchboard/protocol'
import { adminOperations } from '../admin/operations.ts'
import type { AppContext } from '../context.ts'
import {
  markConversationRead,
  release,
  reopenConversation,
  resolveConversation,
  take,
} from '../conversations/assignments.ts'
import { optIn, optOut } from '../conversations/opt-out.ts'
import { requireConversation } from '../conversations/require-conversation.ts'
import { sendReply } from '../conversations/send-reply.ts'
import { retryMedia } from '../media/settle-fetch.ts'
import { deskOperations } from './desk-operations.ts'
import { peopleOperations } from './people-operations.ts'
import { readInbox } from './read-inbox.ts'
import { workOperations } from './work-operations.ts'
import { checkReply, sendAnyway } from '../conversations/unknown-reply.ts'

/** Who asks: the session as the gateway carried it, and the Agent behind it. */
interface Asker {
  session: string
  agent: Agent
}

type Handler<K extends OperationName> = (
  context: AppContext,
  args: OperationArgs<K>,
  asker: Asker,
) => Promise<OperationResult<K>>

/** More than this many changesets behind, reading pages anew is cheaper than catching up. */
const MAX_CATCH_UP = 5000
/** So is it beyond this much JSON, in UTF-16 code units; a frame holds 8 MiB and takes the gateway with it. */
const MAX_CATCH_UP_LENGTH = 2 * 1024 * 1024

const handlers: { [K in OperationName]: Handler<K> } = {
  'sign-in': ({ people }, args) => people.signIn(args),
  'check-welcome': async ({ people }, { token }) => ({ valid: people.isWelcome(token) }),
  welcome: ({ people }, args) => people.welcome(args),
  'sign-out': async ({ people }, _args, { session }) => {
    await people.signOut(session)
    return {}
  },
  whoami: async (_context, _args, { agent }) => ({ agent }),
  'create-agent': ({ people }, args, { agent }) => people.createAgent(agent, args),

  conversations: readInbox,
  entries: ({ store }, { number, ...query }) => store.entries(number, query),
  counts: async ({ store }, _args, { agent }) => {
    const { counts, asOf } = await store.counts()
    return { ...inboxCountsOf(counts, agent.id), asOf }
  },
  unread: readUnread,
  changes: catchUp,

  reply: async ({ store, config }, { lastSeen, media = [], ...args }, { agent }) => {
    const reply = { ...args, agent: agent.id, lastSeen, uploads: media, line: undefined }
    const { value } = await store.transact((transaction) =>
      sendReply(transaction, reply, config.twilio.defaultLine),
    )
    return { entry: value }
  },
  'check-reply': async (context, args) => ({ entry: await checkReply(context, args) }),
  'send-anyway': async (context, args, { agent }) => ({
    entry: await sendAnyway(context, { ...args, agent: agent.id }),
  }),
  'retry-media': async ({ store }, { id }) => {
    await retryMedia(store, id)
    return {}
  },
  take: assignmentHandler(take),
  release: assignmentHandler(release),
  resolve: assignmentHandler(resolveConversation),
  reopen: assignmentHandler(reopenConversation),
  'opt-out': optOutHandler(optOut),
  'opt-in': optOutHandler(optIn),
  ...adminOperations,
  ...deskOperations,
  ...peopleOperations,
  ...workOperations,
  read: async ({ store }, { number, position }) => {
    await store.transact((transaction) => markConversationRead(transaction, number, position))
    return {}
  },
}

/** Checks, authorises and runs one request; whatever it throws is answered as it stands. */
export async function runOperation(
  context: AppContext,
  { session, op, args }: { session: string | null; op: string; args: unknown },
): Promise<unknown> {
  if (!isOperation(op))
    throw new SwitchboardError('BAD_REQUEST', `There is no operation "${op.slice(0, 64)}".`)
  const parsed = v.safeParse(operations[op].args, args)
  if (!parsed.success) throw badArguments(parsed.issues)
  const needsNobody = gatewayOnly.has(op) && op !== 'sign-out'
  const agent = needsNobody ? undefined : await context.people.authenticate(session)
  const handler = handlers[op] as Handler<OperationName>
  return handler(context, parsed.output, { session: session ?? '', agent: agent as Agent })
}

export function badArguments(
  issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
): SwitchboardError {
  const [issue] = issues
  const path = issue.path?.map(({ key }) => String(key)).join('.')
  return new SwitchboardError('BAD_REQUEST', path ? `${path}: ${issue.message}` : issue.message)
}

function assignmentHandler(
  change: (
    transaction: Parameters<typeof take>[0],
    request: Parameters<typeof take>[1],
  ) => Promise<Conversation>,
) {
  return async (
    { store }: AppContext,
    { number, assignmentVersion }: OperationArgs<'take'>,
    { agent }: Asker,
  ): Promise<OperationResult<'take'>> => {
    const request = { number, assignmentVersion, agent: agent.id }
    const { value } = await store.transact((transaction) => change(transaction, request))
    // As stored, with the seq the store gave it.
    return { conversation: (await store.conversation(number)) ?? value }
  }
}

function optOutHandler(record: typeof optOut) {
  return async (
    { store }: AppContext,
    args: OperationArgs<'opt-out'>,
    { agent }: Asker,
  ): Promise<OperationResult<'opt-out'>> => {
    await store.transact((transaction) => record(transaction, { ...args, agent }))
    return { conversation: await requireConversation(store, args.number) }
  }
}

/** Of the asker's open Conversations; what changes meanwhile has a newer seq and is told live. */
async function readUnread(
  { store }: AppContext,
  _args: object,
  { agent }: Asker,
): Promise<OperationResult<'unread'>> {
  const asOf = store.seq
  const unread: Record<string, number> = {}
  let page: string | null | undefined
  do {
    const query = { status: 'open', assignee: agent.id, limit: 200, ...(page && { page }) } as const
    const found = await store.conversations(query)
    for (const row of found.conversations) if (row.unread > 0) unread[row.number] = row.unread
    page = found.next
  } while (page !== null)
  return { unread, asOf }
}

async function catchUp(
  { store }: AppContext,
  { after, thread, view }: OperationArgs<'changes'>,
  { agent }: Asker,
): Promise<OperationResult<'changes'>> {
  const asOf = store.seq
  if (after > asOf || asOf - after > MAX_CATCH_UP)
    throw new SwitchboardError('TOO_OLD', `${asOf - after} changes are too many to catch up with.`)
  const changesets = await store.changes(after, MAX_CATCH_UP)
  const watched = changesets
    .filter(({ audience }) => audience === undefined || audience === agent.id)
    .map((changeset) => reduce(changeset, thread ?? null, view ?? null, agent.id))
    .filter(isSomething)
  if (JSON.stringify(watched).length > MAX_CATCH_UP_LENGTH)
    throw new SwitchboardError('TOO_OLD', 'The changes are too long to catch up with.')
  return { changesets: watched, asOf: changesets.at(-1)?.seq ?? after }
}

/** What is left of a changeset for somebody who watches one thread and one view. */
function reduce(
  changeset: Changeset,
  thread: string | null,
  view: InboxView | null,
  agent: string,
): Changeset {
  const { entries, conversations } = changeset
  // By their entries one sees by whose hand they came to this Agent.
  const came = conversations.filter(
    ({ conversation: { assignee }, before }) => assignee === agent && before?.assignee !== agent,
  )
  const told = new Set([thread, ...came.map(({ conversation }) => conversation.number)])
  return {
    ...changeset,
    entries: entries.filter(({ conversation }) => told.has(conversation)),
    conversations: conversations.filter(
      ({ conversation, before }) =>
        conversation.number === thread ||
        conversation.assignee === agent ||
        before?.assignee === agent ||
        (view !== null &&
          (isIn(view, conversation, agent) || (before && isIn(view, before, agent)))),
    ),
  }
}

function isIn(
  view: InboxView,
  { assignee }: Pick<Conversation, 'assignee'>,
  agent: string,
): boolean {
  if (view === 'all') return true
  return view === 'mine' ? assignee === agent : assignee === null
}

function isSomething({ entries, conversations, agents, shared = [] }: Changeset): boolean {
  return entries.length + conversations.length + agents.length + shared.length > 0
}
