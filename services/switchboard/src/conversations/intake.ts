import type { HistoryStore } from '@switchboard/history'
import {
  makeProblem,
  SwitchboardError,
  type Discarded,
  type Problem,
  type Quarantine,
} from '@switchboard/protocol'
import type { Logger } from '@switchboard/service'
import { param } from '../twilio/form.ts'
import { applyWebhook, type Applied, type Webhook } from './apply-webhook.ts'
import { discardQuarantined, listQuarantine, quarantine, replayQuarantined } from './quarantine.ts'
import type { IsOnLine } from './receive-message.ts'

export interface IntakeOptions {
  store: HistoryStore
  isOnLine: IsOnLine
  logger: Logger
  /** A text came to this Line. */
  onLine?: (line: string) => void
}

/** Takes webhooks in: each is on disk when it resolves, in its history or in quarantine. */
export class Intake {
  readonly #options: IntakeOptions

  constructor(options: IntakeOptions) {
    this.#options = options
  }

  /** What became of it: stored, duplicate, applied, unchanged, kept, or quarantined. */
  async receive(webhook: Webhook): Promise<string> {
    const { store, isOnLine } = this.#options
    try {
      const { value } = await store.transact((transaction) =>
        applyWebhook(transaction, webhook, isOnLine),
      )
      if ('problem' in value) return await this.#quarantine(webhook, value)
      this.#sawLine(webhook)
      return value.outcome
    } catch (error) {
      // A disk that refuses is the sender's to retry; anything else would fail again and be lost.
      if (error instanceof SwitchboardError && error.code === 'UNAVAILABLE') throw error
      return this.#quarantine(webhook, makeProblem('notStored', (error as Error).message), error)
    }
  }

  list(): Promise<Quarantine> {
    return listQuarantine(this.#options.store)
  }

  /** Reads one in quarantine again, as it came. */
  async replay(id: string): Promise<Applied> {
    const { store, isOnLine, logger } = this.#options
    const { webhook, ...applied } = await replayQuarantined(store, id, isOnLine)
    logger.info({ quarantine: id, ...applied }, 'a webhook in quarantine was replayed')
    if ('outcome' in applied) this.#sawLine(webhook)
    return applied
  }

  async discard(id: string, why: { by: string; note: string }): Promise<Discarded> {
    const discarded = await discardQuarantined(this.#options.store, id, why)
    this.#options.logger.info({ ...discarded }, 'a webhook in quarantine was discarded')
    return discarded
  }

  async #quarantine(webhook: Webhook, found: Problem, error?: unknown): Promise<string> {
    const { store, logger } = this.#options
    const { value: id } = await store.transact((transaction) =>
      quarantine(transaction, webhook, found),
    )
    const facts = {
      quarantine: id,
      problem: found.problem,
      ...(error !== undefined && { err: error }),
    }
    logger.warn(facts, 'a webhook could not be read and was put into quarantine')
    return 'quarantined'
  }

  #sawLine({ kind, params }: Webhook): void {
    const line = kind === 'message' ? param(params, 'To') : undefined
    if (line !== undefined) this.#options.onLine?.(line)
  }
}
