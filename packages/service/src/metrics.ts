import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export type { Counter, Gauge, Histogram } from 'prom-client'

/** One service's metrics, in a registry of their own; every series carries the label `service`. */
export class Metrics {
  readonly #registry = new Registry()

  constructor(service: string, { processMetrics = true }: { processMetrics?: boolean } = {}) {
    this.#registry.setDefaultLabels({ service })
    if (processMetrics) collectDefaultMetrics({ register: this.#registry })
  }

  counter<L extends string = never>(
    name: string,
    help: string,
    labelNames: readonly L[] = [],
  ): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.#registry] })
  }

  /** `collect` runs before each scrape; it sets what is cheaper to read than to keep. */
  gauge<L extends string = never>(
    name: string,
    help: string,
    labelNames: readonly L[] = [],
    collect?: (gauge: Gauge<L>) => void | Promise<void>,
  ): Gauge<L> {
    return new Gauge({
      name,
      help,
      labelNames,
      registers: [this.#registry],
      ...(collect !== undefined && {
        collect(this: Gauge<L>) {
          return collect(this)
        },
      }),
    })
  }

  /** Buckets are upper bounds in the unit the name ends with. */
  histogram<L extends string = never>(
    name: string,
    help: string,
    labelNames: readonly L[] = [],
    buckets?: number[],
  ): Histogram<L> {
    return new Histogram({
      name,
      help,
      labelNames,
      registers: [this.#registry],
      ...(buckets !== undefined && { buckets }),
    })
  }

  /** Prometheus text, format 0.0.4. */
  text(): Promise<string> {
    return this.#registry.metrics()
  }
}
