import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { json } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import type { RestoreSummary } from '@switchboard/history'
import {
  SwitchboardError,
  type Discarded,
  type ErrorBody,
  type Job,
  type JobKind,
  type Quarantine,
} from '@switchboard/protocol'
import { findPathProblem, localSocketPath } from '../admin/local-socket.ts'
import type { VerifyResult } from '../admin/tasks.ts'
import { CommandError, type CommandRun, type Replayed, type Target } from './target.ts'

const POLL_EVERY_MS = 250

/** A switchboard that runs on this data, asked over its private socket. */
export class RunningSwitchboard implements Target {
  readonly #socketPath: string

  private constructor(socketPath: string) {
    this.#socketPath = socketPath
  }

  /** Undefined when none runs, or when it could not make its socket. */
  static async find(dataDir: string): Promise<RunningSwitchboard | undefined> {
    const path = localSocketPath(dataDir)
    if (findPathProblem(path) !== undefined) return undefined
    return (await answers(path)) ? new RunningSwitchboard(path) : undefined
  }

  async verify(run: CommandRun): Promise<VerifyResult> {
    return (await this.#runJob('verify', '', run)) as VerifyResult
  }

  async backup(folder: string, run: CommandRun): Promise<RestoreSummary> {
    const query = `?folder=${encodeURIComponent(folder)}`
    return (await this.#runJob('backup', query, run)) as RestoreSummary
  }

  backfill(since: string | undefined, run: CommandRun): Promise<object> {
    const query = since === undefined ? '' : `?since=${encodeURIComponent(since)}`
    return this.#runJob('backfill', query, run)
  }

  async *exportLines({ signal, report }: CommandRun): AsyncGenerator<string, void> {
    const response = await this.#send('GET', '/export', signal)
    if (response.statusCode !== 200) throw await refusal(response)
    let done = 0
    try {
      for await (const line of createInterface({ input: response, crlfDelay: Infinity })) {
        done += 1
        if (done % 1000 === 0) report({ phase: 'exporting', done })
        yield `${line}\n`
      }
    } finally {
      response.destroy()
    }
    signal.throwIfAborted()
    // The line reader ends alike at the end and where the connection broke off.
    if (!response.complete)
      throw new CommandError('The switchboard broke off the export: its log says why.')
  }

  quarantine(): Promise<Quarantine> {
    return this.#ask('GET', '/quarantine')
  }

  replay(id: string): Promise<Replayed> {
    return this.#ask('POST', `/quarantine/${encodeURIComponent(id)}/replay`)
  }

  async discard(id: string, note: string): Promise<Discarded> {
    const query = new URLSearchParams({ note, by: 'the command line' })
    const path = `/quarantine/${encodeURIComponent(id)}?${query.toString()}`
    return (await this.#ask<{ discarded: Discarded }>('DELETE', path)).discarded
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Each request has a connection of its own.
  }

  /** Begins a task and follows it to its end; Ctrl-C ends it there too. */
  async #runJob(kind: JobKind, query: string, { signal, report }: CommandRun): Promise<object> {
    let { job } = await this.#ask<{ job: Job | null }>('POST', `/${kind}${query}`)
    try {
      while (job?.status === 'running') {
        report({ phase: kind, ...job.progress })
        await delay(POLL_EVERY_MS, undefined, { signal })
        job = (await this.#ask<{ job: Job | null }>('GET', `/${kind}`)).job
      }
    } catch (error) {
      if (signal.aborted) await this.#ask('DELETE', `/${kind}`)
      throw error
    }
    if (job?.status === 'done') return job.result ?? {}
    throw new CommandError(job?.error ?? `The ${kind} was ended by somebody else.`)
  }

  async #ask<T>(method: string, path: string): Promise<T> {
    const response = await this.#send(method, path)
    if ((response.statusCode ?? 500) >= 400) throw await refusal(response)
    return (await json(response)) as T
  }

  async #send(method: string, path: string, signal?: AbortSignal): Promise<IncomingMessage> {
    const asked = request({
      socketPath: this.#socketPath,
      method,
      path,
      agent: false,
      ...(signal && { signal }),
    })
    try {
      asked.end()
      const [response] = (await once(asked, 'response')) as [IncomingMessage]
      return response
    } catch (cause) {
      if (signal?.aborted) throw cause
      throw new CommandError('The switchboard went away before it had answered.', { cause })
    }
  }
}

async function refusal(response: IncomingMessage): Promise<SwitchboardError> {
  const { error } = (await json(response)) as { error: ErrorBody }
  return SwitchboardError.fromBody(error)
}

/** Whether anybody listens; a file that a dead process left refuses. */
async function answers(path: string): Promise<boolean> {
  const socket = connect(path)
  try {
    await once(socket, 'connect')
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EACCES' || code === 'EPERM')
      throw new CommandError(
        `A switchboard of another user runs on this data: ${path} is not ours to open.`,
        { cause: error },
      )
    return false
  } finally {
    socket.destroy()
  }
}
