import { closeCodes } from '@switchboard/protocol'
import { describe, expect, it, vi } from 'vitest'
import { TestGateway } from './test-gateway.ts'

/** A socket with a cookie that opens no door, from that address, that says nothing. */
const stranger = (address: string) => ({
  session: 'nobodys-session-0001',
  hello: false,
  headers: { 'x-forwarded-for': address },
})

describe('sockets of whom nobody knows yet whose they are', () => {
  it('[G12] are bounded per address and in all, and take no Agent’s place', async () => {
    await using gateway = await TestGateway.start({
      limits: { maxSockets: 2, maxNewcomers: 3, maxNewcomersPerAddress: 2 },
    })
    let answer: (() => void) | undefined
    const unanswered = new Promise<void>((resolve) => (answer = resolve))
    gateway.switchboard.handlers['whoami'] = async (_args, { session }) => {
      if (session?.startsWith('nobody')) await unanswered
      const agent = gateway.switchboard.sessions.get(session ?? '')
      if (agent) return { agent }
      throw Object.assign(new Error('over'), { code: 'UNAUTHENTICATED' })
    }
    const strangers = [1, 2].map(() => gateway.browser(stranger('203.0.113.5')))
    await vi.waitUntil(() => strangers.every(({ socket }) => socket.readyState === socket.OPEN))
    expect(await gateway.browser(stranger('203.0.113.5')).refused()).toBe(429)
    // Two Agents come and stay, one after the other through the last newcomer's place.
    await gateway.welcomed()
    await gateway.welcomed({ session: 'session-of-bob-0001' })
    expect(await gateway.browser({ session: 'session-of-ada-0002' }).refused()).toBe(503)
    answer?.()
    for (const one of strangers) expect(await one.closed()).toBe(closeCodes.UNAUTHENTICATED)
  })

  it('[G12] are refused with 503 when too many wait from everywhere, and let in again when they left', async () => {
    await using gateway = await TestGateway.start({ limits: { maxNewcomers: 2 } })
    await gateway.switchboard.stop()
    await gateway.isReady(503)
    const strangers = ['203.0.113.5', '203.0.113.6'].map((address) =>
      gateway.browser(stranger(address)),
    )
    await Promise.all(strangers.map((one) => one.next('upstream')))
    expect(await gateway.browser(stranger('203.0.113.7')).refused()).toBe(503)
    await gateway.switchboard.listen()
    // Whoever waits is asked for as soon as there is somebody to ask.
    for (const one of strangers) expect(await one.closed()).toBe(closeCodes.UNAUTHENTICATED)
    await gateway.welcomed()
  })

  it('[G11] are closed at once when their session is nobody’s, without having said anything', async () => {
    await using gateway = await TestGateway.start()
    const one = gateway.browser(stranger('203.0.113.5'))
    expect(await one.closed()).toBe(closeCodes.UNAUTHENTICATED)
    expect(one.of('welcome')).toEqual([])
  })

  it('[G12] count while they are told to sign in, too', async () => {
    await using gateway = await TestGateway.start({ limits: { maxNewcomersPerAddress: 1 } })
    // Deaf to its own closing, it stays until the gateway has waited for it.
    const deaf = gateway.browser({ session: null, hello: false })
    deaf.socket.on('open', () => deaf.socket.pause())
    await vi.waitUntil(() => deaf.socket.readyState === deaf.socket.OPEN)
    expect(await gateway.browser().refused()).toBe(429)
    await vi.waitUntil(
      async () => {
        const again = gateway.browser()
        return Promise.race([again.next('welcome'), again.refused().then(() => false)])
      },
      { timeout: 10_000 },
    )
  })
})
