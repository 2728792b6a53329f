import type { HistoryStore } from '@switchboard/history'
import type { Agent, OperationInput, OperationName, OperationResult } from '@switchboard/protocol'
import { createLogger, Secret } from '@switchboard/service'
import type { Clock } from './clock.ts'
import { envToConfig, readEnv, type SwitchboardConfig } from './config.ts'
import { createContext, type AppContext } from './context.ts'
import type { Webhook } from './conversations/apply-webhook.ts'
import type { Report } from './people/presence.ts'
import { createSession } from './people/sessions.ts'
import { runOperation } from './stream/operations.ts'
import type { OutgoingMessage, SendMessage, SendOutcome } from './twilio/message-sender.ts'

export type { Clock, OutgoingMessage, Report, SendOutcome, Webhook }

export interface InProcessOptions {
  store: HistoryStore
  clock: Clock
  /** The carrier. */
  send: SendMessage
  /** The Line customers text. */
  line: string
}

/**
 * A switchboard without its sockets, for whoever plays customers, carrier and gateways in the same process:
 * intake, operations, routing and outbox as they run behind them, on a clock that is handed in. Texts only.
 */
export class InProcessSwitchboard {
  readonly #context: AppContext

  constructor({ line, ...collaborators }: InProcessOptions) {
    const config = withoutSockets(line)
    const logger = createLogger('switchboard', { level: 'error', destination: process.stderr })
    this.#context = createContext(config, { ...collaborators, logger })
  }

  /** Opens the store and begins to route and to send. */
  async start(): Promise<void> {
    const { store, presence, router, outbox, lookUps } = this.#context
    await store.open()
    presence.start()
    router.start()
    await outbox.start()
    await lookUps.start()
  }

  /** Stops in good order and closes the store. */
  async stop(): Promise<void> {
    const { store, presence, router, outbox, lookUps } = this.#context
    await Promise.all([router.stop(), outbox.stop(), lookUps.stop()])
    presence.stop()
    await store.close()
  }

  /** A webhook whose signature was checked; resolves when it is stored, with what became of it. */
  receive(webhook: Webhook): Promise<string> {
    return this.#context.intake.receive(webhook)
  }

  /** What a gateway asks for somebody; rejects with the error it would be answered. */
  request<K extends OperationName>(
    session: string,
    op: K,
    args: OperationInput<K>,
  ): Promise<OperationResult<K>> {
    return runOperation(this.#context, { session, op, args }) as Promise<OperationResult<K>>
  }

  /** Makes a person with an id of one's choice, and a session for them. */
  async addPerson(agent: Agent): Promise<string> {
    const { value: session } = await this.#context.store.transact(async (transaction) => {
      await transaction.putAgent(agent)
      return createSession(transaction, agent.id)
    })
    return session
  }

  /** What a gateway says of the people behind its sockets; undefined: it is gone. */
  report(gateway: symbol, report: Report | undefined): void {
    if (report) this.#context.presence.report(gateway, report)
    else this.#context.presence.forget(gateway)
  }

  /** Those whom work may be given to. */
  available(): string[] {
    return this.#context.presence.available()
  }

  isOnLine(agent: string): boolean {
    return this.#context.presence.isOnLine(agent)
  }

  /** Replies that are not yet with the carrier. */
  get waitingReplies(): number {
    return this.#context.outbox.size
  }

  /** Resolves when routing has nothing under way. */
  idle(): Promise<void> {
    return this.#context.router.idle()
  }
}

/** The defaults of a real one; whatever belongs to sockets and the carrier's API is never used. */
function withoutSockets(line: string): SwitchboardConfig {
  return envToConfig({
    ...readEnv({}),
    url: 'https://switchboard.example',
    accountSid: `AC${'0'.repeat(32)}`,
    authTokens: ['unused'],
    phoneNumberSid: `PN${'0'.repeat(32)}`,
    defaultFrom: line,
    gatewayToken: new Secret('unused'),
  })
}
