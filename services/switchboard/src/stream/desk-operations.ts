import type {
  Agent,
  deskOperations as described,
  OperationArgs,
  OperationResult,
} from '@switchboard/protocol'
import type { AppContext } from '../context.ts'
import { bulk } from '../conversations/bulk.ts'
import { originOf, timeZoneOf } from '../conversations/customer-place.ts'
import { findEntries } from '../conversations/find-entries.ts'
import { requireConversation } from '../conversations/require-conversation.ts'
import { startConversation } from '../conversations/start-conversation.ts'
import { updateCustomer } from '../conversations/update-customer.ts'
import { nameLine, readLines } from '../people/lines.ts'
import { refuseUnlessAdmin } from '../people/update-agent.ts'

type DeskOperation = keyof typeof described
type Handler<K extends DeskOperation> = (
  context: AppContext,
  args: OperationArgs<K>,
  asker: { agent: Agent },
) => Promise<OperationResult<K>>

/** What one looks up and notes about a Customer, and writing to one first. */
export const deskOperations: { [K in DeskOperation]: Handler<K> } = {
  'find-entries': ({ store }, args) => findEntries(store, args),
  customer: async ({ store }, { number }) => {
    const conversation = await requireConversation(store, number)
    return { conversation, ...timeZoneOf(conversation, await originOf(store, number)) }
  },
  'update-customer': async ({ store }, args, { agent }) => {
    await store.transact((transaction) => updateCustomer(transaction, args, agent))
    return { conversation: await requireConversation(store, args.number) }
  },
  'start-conversation': async ({ store, config, about }, args, { agent }) => {
    const ours = (await readLines(store, about().lines)).map(({ line }) => line)
    const lines = { ours, default: config.twilio.defaultLine }
    const { value: entry } = await store.transact((transaction) =>
      startConversation(transaction, args, agent.id, lines),
    )
    return { entry, conversation: await requireConversation(store, args.number) }
  },
  lines: async ({ store, about }) => ({ lines: await readLines(store, about().lines) }),
  'name-line': async ({ store, about }, args, { agent }) => {
    refuseUnlessAdmin(agent)
    const { value: line } = await store.transact((transaction) =>
      nameLine(transaction, args, about().lines),
    )
    return { line }
  },
  bulk: ({ store, config }, args, { agent }) =>
    bulk(store, args, { agent, defaultCapacity: config.defaultCapacity }),
}
