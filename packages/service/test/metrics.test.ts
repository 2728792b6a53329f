import { describe, expect, it } from 'vitest'
import { Metrics, mergeMetrics } from '../src/index.ts'

async function textOf(service: string, received: number): Promise<string> {
  const metrics = new Metrics(service, { processMetrics: false })
  metrics.counter('messages_received_total', 'Texts stored', ['line']).inc({ line: 'a' }, received)
  metrics.gauge('sockets', 'Open sockets', [], (gauge) => gauge.set(3))
  metrics.histogram('ack_seconds', 'Time to ack', [], [0.1, 1]).observe(0.5)
  return metrics.text()
}

describe('metrics', () => {
  it('[L6] carry the name of their service', async () => {
    const text = await textOf('gateway', 2)
    expect(text).toContain('messages_received_total{line="a",service="gateway"} 2')
    expect(text).toContain('sockets{service="gateway"} 3')
  })

  it('counts nothing twice when two are made in one process', async () => {
    expect(await new Metrics('a').text()).toContain('process_resident_memory_bytes{service="a"}')
    expect(await new Metrics('b').text()).not.toContain('service="a"')
  })

  it('[L6] of several services merge into one text with each family described once', async () => {
    const merged = mergeMetrics([
      await textOf('switchboard', 5),
      { text: await textOf('gateway', 1), labels: { instance: 'gateway-0' } },
      { text: await textOf('gateway', 2), labels: { instance: 'gateway-1' } },
    ])
    const types = merged.split('\n').filter((line) => line.startsWith('# TYPE'))
    expect(types).toHaveLength(3)
    expect(new Set(types).size).toBe(3)
    const series = merged.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    const names = series.map((line) => line.slice(0, line.lastIndexOf(' ')))
    expect(new Set(names).size).toBe(names.length)
    expect(merged).toContain('sockets{instance="gateway-1",service="gateway"} 3')
    expect(familyBlock(merged, 'ack_seconds')).toHaveLength(3 * 5)
  })

  it('merges texts without labels or descriptions', () => {
    expect(mergeMetrics(['up 1\n', { text: 'up 1\nup{} 2', labels: { instance: 'b' } }])).toBe(
      'up 1\nup{instance="b"} 1\nup{instance="b"} 2\n',
    )
  })
})

/** The series that directly follow a family's TYPE line. */
function familyBlock(text: string, family: string): string[] {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`# TYPE ${family} `)) + 1
  const length = lines.slice(start).findIndex((line) => !line.startsWith(family))
  return lines.slice(start, start + length)
}
