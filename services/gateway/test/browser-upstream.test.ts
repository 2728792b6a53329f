import { closeCodes } from '@switchboard/protocol'
import { describe, expect, it, vi } from 'vitest'
import { ada } from './scripted-switchboard.ts'
import { CAROL, makeMessage } from './shapes.ts'
import type { TestBrowser } from './test-browser.ts'
import { TestGateway } from './test-gateway.ts'
import { thread } from './watching.ts'

const newest = (browser: TestBrowser) => browser.of('entries').at(-1)?.entries.at(-1)?.position

describe('without a switchboard', () => {
  it('[G23] browsers stay, are told, and are answered UNAVAILABLE at once', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    await gateway.switchboard.stop()
    await vi.waitFor(() => expect(browser.of('upstream').at(-1)?.live).toBe(false))
    expect((await browser.ask('whoami')).error?.code).toBe('UNAVAILABLE')
    await gateway.switchboard.listen()
    await vi.waitFor(() => expect(browser.of('upstream').at(-1)?.live).toBe(true), {
      timeout: 5_000,
    })
    expect((await browser.ask('whoami')).result).toEqual({ agent: ada })
    expect(browser.closeCode).toBeUndefined()
  })

  it('[G23] what was missed meanwhile arrives by the cursor', async () => {
    await using gateway = await TestGateway.start()
    const { switchboard } = gateway
    const browser = await gateway.welcomed({ watch: thread(CAROL) })
    switchboard.commit({ entries: [makeMessage({ position: 1 })] })
    await browser.next('entries')
    await switchboard.stop()
    switchboard.commit({ entries: [makeMessage({ position: 2 })] })
    await switchboard.listen()
    await vi.waitFor(() => expect(newest(browser)).toBe(2), { timeout: 5_000 })
    expect(switchboard.hellos.map(({ cursor }) => cursor)).toEqual([null, 1])
  })

  it('[G23] a browser that comes meanwhile waits, and is welcomed when it is back', async () => {
    await using gateway = await TestGateway.start()
    await gateway.switchboard.stop()
    await gateway.isReady(503)
    const browser = gateway.browser()
    expect(await browser.next('upstream')).toMatchObject({ live: false })
    await gateway.switchboard.listen()
    expect(await browser.next('welcome')).toMatchObject({ me: ada })
  })

  it('[G23] a snapshot where changes were expected sends browsers back to catch up', async () => {
    await using gateway = await TestGateway.start()
    const { switchboard } = gateway
    const browser = await gateway.welcomed({ watch: thread(CAROL) })
    await switchboard.stop()
    switchboard.commit()
    switchboard.commit()
    switchboard.keptFrom = 2
    await switchboard.listen()
    expect(await browser.closed()).toBe(closeCodes.TOO_OLD)
    const again = await gateway.welcomed({ cursor: 0, watch: thread(CAROL) })
    expect(await again.next('welcome')).toMatchObject({ resumed: false, seq: 2 })
  })

  it('[G23] a gap in the changesets makes the gateway come back from its cursor', async () => {
    await using gateway = await TestGateway.start()
    const { switchboard } = gateway
    const browser = await gateway.welcomed({ watch: thread(CAROL) })
    switchboard.commit({ entries: [makeMessage({ position: 1 })] })
    await browser.next('entries')
    switchboard.changesets.push({ ...switchboard.changesets[0]!, seq: 2 })
    switchboard.commit({ entries: [makeMessage({ position: 3 })] })
    await vi.waitFor(() => expect(newest(browser)).toBe(3), { timeout: 5_000 })
    expect(switchboard.hellos.map(({ cursor }) => cursor)).toEqual([null, 1])
  })
})

describe('stopping', () => {
  it('[G24] tells browsers to come back, then leaves the switchboard', async () => {
    await using gateway = await TestGateway.start()
    const browser = await gateway.welcomed()
    await gateway.destroy()
    expect(await browser.closed()).toBe(closeCodes.GOING_AWAY)
    await vi.waitFor(() => expect(gateway.switchboard.connections).toBe(0))
  })
})
