import type { Page } from 'playwright-core'
import type { Bench } from '../case.ts'
import { runTask } from '../load/run-task.ts'
import type { WebhookSource } from '../load/webhooks.ts'
import { tracedFor } from './traced-for.ts'

const TEXT = 'Your parcel is on its way, and it will be with you tomorrow before noon. '
const KEY_MS = 25
const TEXTS_PER_SECOND = 20

/** A reply that is typed in the open thread. */
export async function recordTyping(bench: Bench, page: Page, how = ''): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Reply' })
  await box.click()
  const { events, longTasks } = await tracedFor(bench, page, `typing${how}`, () =>
    box.pressSequentially(TEXT.repeat(bench.size(3, 1)), { delay: KEY_MS }),
  )
  await box.fill('')
  const keys = ['keydown', 'keypress', 'input', 'keyup']
  const shown = events.filter(({ type }) => keys.includes(type)).map(({ ms }) => ms)
  bench.record(`typing${how}: event until the next frame`, 'ms', ...shown)
  bench.record(`typing${how}: long tasks`, 'tasks', longTasks.length)
}

/** The same while texts come in, each of which moves a row of the inbox to its top. */
export async function recordTypingInTraffic(
  bench: Bench,
  page: Page,
  system: { base: string; source: WebhookSource },
): Promise<void> {
  const texts = runTask('open-loop', {
    ...system,
    rate: TEXTS_PER_SECOND,
    seconds: bench.size(10, 4),
    warmUpSeconds: 0,
    cookies: [],
    browsers: 0,
  })
  await recordTyping(bench, page, `, ${TEXTS_PER_SECOND} texts/s coming in`)
  const { failed } = await texts
  if (failed > 0) bench.remark(`${failed} texts were not answered 200`)
}
