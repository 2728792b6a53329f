import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually, freePort } from '@switchboard/dev-env'
import { describe, expect, it } from 'vitest'
import { NameServer } from './support/name-server.ts'

const isInstalled = spawnSync('nginx', ['-v']).error === undefined

/** NGINX as the composition runs it, but for the ports, the name server and where it may write. */
class Nginx implements AsyncDisposable {
  readonly base: string
  readonly #folder: string
  readonly #process: ChildProcess

  static async start(names: NameServer, upstreamPort: number): Promise<Nginx> {
    const folder = await mkdtemp(join(tmpdir(), 'nginx-'))
    const port = await freePort()
    const conf = await readFile(
      fileURLToPath(new URL('../nginx/switchboard.conf', import.meta.url)),
      'utf8',
    )
    const server = conf
      .replace('listen 8080', `listen 127.0.0.1:${port}`)
      .replace('resolver 127.0.0.11', `resolver 127.0.0.1:${names.port}`)
      .replaceAll(/(switchboard|gateways):8080/g, `$1:${upstreamPort}`)
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${folder}/${name};`)
      .join('\n')
    const file = join(folder, 'nginx.conf')
    await writeFile(
      file,
      `daemon off; pid ${folder}/pid; error_log stderr; events {}\nhttp { access_log off;\n${paths}\n${server}\n}`,
    )
    const child = spawn('nginx', ['-p', folder, '-c', file], { stdio: 'ignore' })
    const nginx = new Nginx(`http://127.0.0.1:${port}`, folder, child)
    await eventually('NGINX answers', () =>
      fetch(`${nginx.base}/healthz`).then(
        ({ ok }) => ok,
        () => child.exitCode !== null,
      ),
    )
    return nginx
  }

  private constructor(base: string, folder: string, child: ChildProcess) {
    this.base = base
    this.#folder = folder
    this.#process = child
  }

  async text(path: string): Promise<string> {
    const answer = await fetch(this.base + path)
    return answer.ok ? answer.text() : `${answer.status}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode === null) {
      this.#process.kill('SIGTERM')
      await once(this.#process, 'exit')
    }
    await rm(this.#folder, { recursive: true })
  }
}

/** A container: it says its name and what it was asked for. */
async function container(name: string, address: string, port: number): Promise<Server> {
  const server = createServer(({ url }, response) => response.end(`${name} ${url}`))
  server.listen(port, address)
  await once(server, 'listening')
  return server
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}

describe.skipIf(!isInstalled)('NGINX in the front door’s place', () => {
  it('[L33] finds services that were started anew at other addresses, and starts without them', async () => {
    await using names = await NameServer.start()
    const port = await freePort()
    await using nginx = await Nginx.start(names, port)
    expect(await nginx.text('/readyz')).toBe('502')
    const first = await container('first', '127.0.0.2', port)
    names.addresses.set('switchboard', ['127.0.0.2'])
    const path = '/api/v1/conversations/%2B1415/entries?a=%2F'
    await eventually('it is found', async () => (await nginx.text(path)) === `first ${path}`)
    await stop(first)
    const second = await container('second', '127.0.0.3', port)
    names.addresses.set('switchboard', ['127.0.0.3'])
    await eventually('it is found', async () => (await nginx.text(path)) === `second ${path}`)
    await stop(second)
  })

  it('[L33] spreads pages over all gateways, and leaves out one that is gone', async () => {
    await using names = await NameServer.start()
    const port = await freePort()
    const gateways = await Promise.all([
      container('a', '127.0.0.2', port),
      container('b', '127.0.0.3', port),
    ])
    names.addresses.set('gateways', ['127.0.0.2', '127.0.0.3'])
    await using nginx = await Nginx.start(names, port)
    const asked = new Set<string>()
    await eventually('both are asked', async () => asked.add(await nginx.text('/')).size === 2)
    expect([...asked].toSorted()).toEqual(['a /', 'b /'])
    await stop(gateways[0])
    for (let times = 0; times < 20; times += 1) expect(await nginx.text('/')).toBe('b /')
    await stop(gateways[1])
  })
})
