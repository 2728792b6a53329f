import { describe, expect, it } from 'vitest'
import { connectGateway, type GatewayClient } from './support/gateway-client.ts'
import { startSwitchboard } from './support/start-switchboard.ts'

const CHANGES = 60

const told = ({ frames }: GatewayClient) =>
  frames.flatMap((frame) => (frame.type === 'ephemeral' ? [frame] : []))

describe('who is on line', () => {
  it('[R15] is told to gateways as it is in the end, and not at each of many changes', async () => {
    await using running = await startSwitchboard()
    await using listening = await connectGateway(running)
    await using reporting = await connectGateway(running)
    const { session, agent } = await reporting.welcome('Ada', 'correct horse battery')
    const startedAt = performance.now()
    for (let change = 1; change <= CHANGES; change += 1) {
      const activity = [{ session, number: `+1415555${1000 + change}`, typing: false }]
      reporting.socket.send(JSON.stringify({ type: 'presence', sessions: [session], activity }))
    }
    await expect
      .poll(() => told(listening).at(-1))
      .toMatchObject({
        presence: [{ agent: agent.id, presence: 'available' }],
        activity: [{ agent: agent.id, number: `+1415555${1000 + CHANGES}` }],
      })
    const seconds = (performance.now() - startedAt) / 1000
    expect(told(listening).length).toBeLessThanOrEqual(3 + Math.ceil(seconds * 10))
  })
})
