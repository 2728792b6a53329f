import { isSameSecret } from '@switchboard/service'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { HistoryStore, Transaction } from '@switchboard/history'
import { SwitchboardError, type Agent, type OperationArgs } from '@switchboard/protocol'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { hashPassword, verifyPassword } from './password.ts'
import { createSession, endSession, findSession, sweepSessions } from './sessions.ts'

interface Credentials {
  agent: string
  passwordHash: string
}

interface SignedIn {
  session: string
  agent: Agent
}

/** Who may come in: people, their passwords and their sessions. None of it is ever in a changeset but names. */
export class People {
  readonly #store: HistoryStore
  /** Guesses against one name, from anywhere; and from one address, at any name. */
  readonly #perName = new RateLimiterMemory({ points: 10, duration: 900 })
  readonly #perAddress = new RateLimiterMemory({ points: 50, duration: 900 })
  #welcomeToken: string | undefined

  constructor(store: HistoryStore) {
    this.#store = store
  }

  /** Ends old sessions and makes the first-admin link while there is no admin. */
  async start(): Promise<void> {
    await this.sweep()
    const { agents } = await this.#store.agents()
    this.#welcomeToken = agents.some(isAdmin) ? undefined : randomBytes(32).toString('base64url')
  }

  /** Forgets the sessions that are over. */
  async sweep(): Promise<void> {
    await sweepSessions(this.#store)
  }

  /** The secret part of the one-time link; undefined once there is an admin. */
  get welcomeToken(): string | undefined {
    return this.#welcomeToken
  }

  isWelcome(token: string): boolean {
    return this.#welcomeToken !== undefined && isSameSecret(token, this.#welcomeToken)
  }

  /** Makes the first admin. The link works once. */
  async welcome({ token, name, password }: OperationArgs<'welcome'>): Promise<SignedIn> {
    if (!this.isWelcome(token))
      throw new SwitchboardError('WELCOME_USED', 'This link has been used or is no longer valid.')
    const passwordHash = await hashPassword(password)
    const { value } = await this.#store.transact(async (transaction) => {
      if ((await transaction.agents()).some(isAdmin))
        throw new SwitchboardError('WELCOME_USED', 'There is an admin already.')
      const agent = await addAgent(transaction, { name, role: 'admin', passwordHash })
      return { agent, session: await createSession(transaction, agent.id) }
    })
    this.#welcomeToken = undefined
    return value
  }

  async signIn({ name, password, address }: OperationArgs<'sign-in'>): Promise<SignedIn> {
    await this.#limit(name, address)
    const credentials = await this.#store.record<Credentials>('credentials', keyOf(name))
    const matches = await verifyPassword(password, credentials?.passwordHash)
    const { value } = await this.#store.transact(async (transaction) => {
      const agent = credentials && (await transaction.agent(credentials.agent))
      if (!matches || !agent || agent.disabled)
        throw new SwitchboardError('BAD_CREDENTIALS', 'Name or password is not right.')
      return { agent, session: await createSession(transaction, agent.id) }
    })
    await this.#perName.delete(keyOf(name))
    // A whole office may sign in from one address; only failures count.
    if (address !== undefined) await this.#perAddress.reward(address)
    return value
  }

  async signOut(session: string): Promise<void> {
    await endSession(this.#store, session)
  }

  /** The Agent behind a session; UNAUTHENTICATED when it is over or they may no longer come in. */
  async authenticate(session: string | null): Promise<Agent> {
    const id = session ? await findSession(this.#store, session) : undefined
    const agent = id === undefined ? undefined : await this.#store.agent(id)
    if (agent && !agent.disabled) return agent
    throw new SwitchboardError('UNAUTHENTICATED', 'Please sign in.')
  }

  async createAgent(
    by: Agent,
    { name, password, role }: OperationArgs<'create-agent'>,
  ): Promise<{ agent: Agent }> {
    if (!isAdmin(by)) throw new SwitchboardError('FORBIDDEN', 'Only an admin can add people.')
    const passwordHash = await hashPassword(password)
    const { value } = await this.#store.transact((transaction) =>
      addAgent(transaction, { name, role, passwordHash }),
    )
    return { agent: value }
  }

  async #limit(name: string, address: string | undefined): Promise<void> {
    try {
      // The address first: one that is out makes no more names to remember.
      if (address !== undefined) await this.#perAddress.consume(address)
      await this.#perName.consume(keyOf(name))
    } catch (cause) {
      throw new SwitchboardError(
        'TOO_MANY_REQUESTS',
        'Too many attempts. Please wait a quarter of an hour.',
        { cause },
      )
    }
  }
}

const isAdmin = (agent: Agent): boolean => agent.role === 'admin' && !agent.disabled

async function addAgent(
  transaction: Transaction,
  { name, role, passwordHash }: { name: string; role: Agent['role']; passwordHash: string },
): Promise<Agent> {
  if (await transaction.record('credentials', keyOf(name)))
    throw new SwitchboardError('NAME_TAKEN', `There is somebody called ${name} already.`)
  const agent: Agent = { id: randomUUID(), name, role, disabled: false }
  const credentials: Credentials = { agent: agent.id, passwordHash }
  await transaction.putAgent(agent)
  await transaction.putRecord('credentials', keyOf(name), credentials)
  return agent
}

/** Names are one whatever their case or composition; hashed, so that the key is ASCII and bounded. */
function keyOf(name: string): string {
  return createHash('sha256')
    .update(name.trim().normalize('NFKC').toLowerCase())
    .digest('base64url')
}
