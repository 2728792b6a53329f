import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { ConfigError } from '@switchboard/service/config'

// Below the range from which Linux and macOS take ports for outgoing connections: a service that is restarted must
// find its port free.
const lowest = 20_000
const highest = 32_000
const maxTries = 200

/** Free loopback ports for the inner services, each once. */
export async function choosePorts(count: number): Promise<number[]> {
  const chosen = new Set<number>()
  for (let tries = 0; chosen.size < count && tries < maxTries; tries++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest))
    if (await canListen(port, '127.0.0.1')) chosen.add(port)
  }
  if (chosen.size === count) return [...chosen]
  throw new Error(`Found no ${count} free ports between ${lowest} and ${highest}.`)
}

/** Waits up to `retryMs` for the public port, as a run that was just killed may still hold it. Port 0 takes a free one. */
export async function claimPort(port: number, host: string, retryMs = 5000): Promise<number> {
  const deadline = Date.now() + retryMs
  for (;;) {
    const { code, bound } = await tryListen(port, host)
    if (code === undefined) return bound
    if (code !== 'EADDRINUSE' || Date.now() >= deadline) throw portError(code, port, host)
    await delay(100)
  }
}

async function canListen(port: number, host: string): Promise<boolean> {
  return (await tryListen(port, host)).code === undefined
}

function tryListen(port: number, host: string): Promise<{ code?: string; bound: number }> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ code: error.code ?? error.message, bound: port }),
    )
    server.listen(port, host, () => {
      const address = server.address()
      const bound = typeof address === 'object' && address !== null ? address.port : port
      server.close(() => resolve({ bound }))
    })
  })
}

function portError(code: string, port: number, host: string): ConfigError {
  if (code === 'EADDRINUSE')
    return new ConfigError(`PORT ${port} is taken by another program: set it to a free port.`)
  if (code === 'EACCES')
    return new ConfigError(`PORT ${port} is not ours to take: set it to a port above 1023.`)
  return new ConfigError(
    `HOST ${host} cannot be listened on (${code}): set it to an address of this machine.`,
  )
}
