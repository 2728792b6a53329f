import { isSameSecret } from '@switchboard/service'
import { randomBytes } from 'node:crypto'
import type { HistoryStore } from '@switchboard/history'
import { SwitchboardError, type Agent, type OperationArgs } from '@switchboard/protocol'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { addAgent, nameKey, putCredentials, type Credentials } from './credentials.ts'
import { findInvite, removeInvite } from './invites.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { createSession, endSession, endSessionsOf, findSession, sweepSessions } from './sessions.ts'
import { isAdmin } from './update-agent.ts'

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
    const credentials = await this.#store.record<Credentials>('credentials', nameKey(name))
    const matches = await verifyPassword(password, credentials?.passwordHash)
    const { value } = await this.#store.transact(async (transaction) => {
      const agent = credentials && (await transaction.agent(credentials.agent))
      if (!matches || !agent || agent.disabled)
        throw new SwitchboardError('BAD_CREDENTIALS', 'Name or password is not right.')
      return { agent, session: await createSession(transaction, agent.id) }
    })
    await this.#perName.delete(nameKey(name))
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

  /** Makes the account an invitation is for. It works once. */
  async acceptInvite({ token, name, password }: OperationArgs<'accept-invite'>): Promise<SignedIn> {
    // Looked at first: hashing is for guests only.
    if (!(await findInvite(this.#store, token))) throw inviteOver()
    const passwordHash = await hashPassword(password)
    const { value } = await this.#store.transact(async (transaction) => {
      const invite = await findInvite(transaction, token)
      if (!invite) throw inviteOver()
      await removeInvite(transaction, invite.id)
      const agent = await addAgent(transaction, { name, role: invite.role, passwordHash })
      return { agent, session: await createSession(transaction, agent.id) }
    })
    return value
  }

  /** One's own password. Whoever else is signed in by the old one is out. */
  async changePassword(
    { current, password }: OperationArgs<'change-password'>,
    { session, agent: { id, name } }: { session: string; agent: Agent },
  ): Promise<void> {
    await this.#limit(name, undefined)
    const known = await this.#store.record<Credentials>('credentials', nameKey(name))
    if (!(await verifyPassword(current, known?.passwordHash)))
      throw new SwitchboardError('BAD_CREDENTIALS', 'This is not your password of now.')
    const passwordHash = await hashPassword(password)
    await this.#store.transact(async (transaction) => {
      const agent = await transaction.agent(id)
      if (agent) await putCredentials(transaction, agent.name, { agent: id, passwordHash })
      await endSessionsOf(transaction, id, session)
    })
    await this.#perName.delete(nameKey(name))
  }

  async #limit(name: string, address: string | undefined): Promise<void> {
    try {
      // The address first: one that is out makes no more names to remember.
      if (address !== undefined) await this.#perAddress.consume(address)
      await this.#perName.consume(nameKey(name))
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      const retryAfterSeconds = Math.ceil(refusal.msBeforeNext / 1000)
      throw new SwitchboardError(
        'TOO_MANY_REQUESTS',
        `Too many attempts; please wait ${retryAfterSeconds} s.`,
        { data: { retryAfterSeconds } },
      )
    }
  }
}

const inviteOver = () =>
  new SwitchboardError('INVITE_OVER', 'This invitation was used, taken back, or is too old.')
