import type { ServiceProcess } from '@switchboard/dev-env'

/** A service's own metrics, by name and labels (but `service`) as `name{label="value"}`. */
export async function metricsOf({ base }: ServiceProcess): Promise<Map<string, number>> {
  const response = await fetch(`${base}/metrics`)
  if (!response.ok) throw new Error(`/metrics answered ${response.status}`)
  const metrics = new Map<string, number>()
  for (const line of (await response.text()).split('\n')) {
    const [, name, labels = '', value] = /^(\w+)(\{[^}]*\})? (\S+)$/.exec(line) ?? []
    if (name === undefined) continue
    const kept = labels.replace(/,?service="\w[\w-]*",?/, '').replace('{}', '')
    metrics.set(name + kept, Number(value))
  }
  return metrics
}

const operations = ['batch', 'write', 'written-byte', 'get', 'scan'] as const
export type StoreOperations = Record<(typeof operations)[number], number>

export async function storeOperations(switchboard: ServiceProcess): Promise<StoreOperations> {
  const metrics = await metricsOf(switchboard)
  const of = (operation: string): number =>
    metrics.get(`switchboard_store_operations{operation="${operation}"}`) ?? NaN
  return Object.fromEntries(operations.map((name) => [name, of(name)])) as StoreOperations
}
