import type {
  Agent,
  OperationArgs,
  OperationResult,
  peopleOperations as described,
} from '@switchboard/protocol'
import type { AppContext } from '../context.ts'
import { giveBackAll } from '../conversations/give-back-all.ts'
import { createInvite, findInvite, readInvites, removeInvite } from '../people/invites.ts'
import { putPreferences } from '../people/shared.ts'
import { refuseUnlessAdmin, updateAgent } from '../people/update-agent.ts'

type PeopleOperation = keyof typeof described
type Handler<K extends PeopleOperation> = (
  context: AppContext,
  args: OperationArgs<K>,
  asker: { session: string; agent: Agent },
) => Promise<OperationResult<K>>

/** Who may come in, and what is one's own. */
export const peopleOperations: { [K in PeopleOperation]: Handler<K> } = {
  'create-invite': async ({ store }, { role }, { agent }) => {
    refuseUnlessAdmin(agent)
    const { value } = await store.transact((transaction) =>
      createInvite(transaction, role, agent.id),
    )
    return value
  },
  invites: async ({ store }, _args, { agent }) => {
    refuseUnlessAdmin(agent)
    return { invites: await readInvites(store) }
  },
  'revoke-invite': async ({ store }, { id }, { agent }) => {
    refuseUnlessAdmin(agent)
    await store.transact((transaction) => removeInvite(transaction, id))
    return {}
  },
  'check-invite': async ({ store }, { token }) => {
    const invite = await findInvite(store, token)
    if (!invite) return { valid: false }
    const by = (await store.agent(invite.by))?.name
    return { valid: true, role: invite.role, ...(by !== undefined && { by }) }
  },
  'accept-invite': ({ people }, args) => people.acceptInvite(args),
  'update-agent': async ({ store }, args, { agent: by }) => {
    refuseUnlessAdmin(by)
    const { value: agent } = await store.transact((transaction) => updateAgent(transaction, args))
    return { agent, givenBack: agent.disabled ? await giveBackAll(store, agent.id, by.id) : 0 }
  },
  'rename-me': async ({ store }, { name }, { agent: { id } }) => {
    const { value: agent } = await store.transact((transaction) =>
      updateAgent(transaction, { id, name }),
    )
    return { agent }
  },
  'change-password': async ({ people }, args, asker) => {
    await people.changePassword(args, asker)
    return {}
  },
  'put-preferences': async ({ store }, { preferences }, { agent }) => {
    const { value } = await store.transact((transaction) =>
      putPreferences(transaction, preferences, agent.id),
    )
    return { preferences: value }
  },
}
