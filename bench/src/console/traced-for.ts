import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import type { Bench } from '../case.ts'
import { traced, type Trace } from '../measure/chromium-trace.ts'

/** Traces some work; with `--profile` the trace is kept, for the performance panel of DevTools. */
export async function tracedFor(
  bench: Bench,
  page: Page,
  what: string,
  work: () => Promise<void>,
): Promise<Trace> {
  bench.tell(what)
  if (!bench.options.profile) return traced(page, work)
  const name = `console-${what.replaceAll(/\W+/g, '-')}.json`
  const keepAt = fileURLToPath(new URL(`../profiles/${name}`, import.meta.url))
  return traced(page, work, { keepAt })
}
