import type { ServiceProcess, TestNetwork } from '@switchboard/dev-env'
import { figuresOf } from './process.ts'

/** What each service has used of the processor since this was made, ms; gateways together. */
export function cpuSince(network: TestNetwork): () => Record<string, number> {
  const services: Record<string, readonly ServiceProcess[]> = {
    'front door': [network.frontDoor],
    switchboard: [network.switchboard],
    gateways: network.gateways,
    simulator: [network.simulator],
  }
  const look = (): Record<string, number> =>
    Object.fromEntries(
      Object.entries(services).map(([name, processes]) => [
        name,
        processes.reduce((sum, { pid }) => sum + figuresOf(pid).cpuMs, 0),
      ]),
    )
  const before = look()
  return () =>
    Object.fromEntries(Object.entries(look()).map(([name, ms]) => [name, ms - (before[name] ?? 0)]))
}
