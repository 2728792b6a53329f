import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export const bareServers = ['restify', 'node-http'] as const
export type BareName = (typeof bareServers)[number]

/** A bare server as a process of its own. */
export class BareServer implements AsyncDisposable {
  readonly name: BareName
  readonly base: string
  readonly #child: ChildProcess

  private constructor(name: BareName, child: ChildProcess, port: number) {
    this.name = name
    this.#child = child
    this.base = `http://127.0.0.1:${port}`
  }

  static async start(name: BareName): Promise<BareServer> {
    const file = fileURLToPath(new URL(`bare/${name}.js`, import.meta.url))
    const child = fork(file, [], { execArgv: [] })
    const [port] = (await once(child, 'message')) as [number]
    return new BareServer(name, child, port)
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.disconnect()
    await ended
  }
}
