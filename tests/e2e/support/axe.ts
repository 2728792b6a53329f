import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

/** Halfway through a change of colour there is contrast that nobody can look at: what ends by itself is waited for. */
async function atRest(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter(({ playState }) => playState === 'running')
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
  await Promise.allSettled(ending.map(({ finished }) => finished))
}

/**
 * What on this page, as it is now, breaks WCAG 2.2 A or AA, or skips a level of headings: each rule with its
 * elements. Our pages have no frames, so nothing has to be put together on a page of axe's own, which takes twice the time.
 */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(atRest)
  const runOnly = { type: 'tag' as const, values: tags }
  const rules = { 'heading-order': { enabled: true } }
  const axe = new AxeBuilder({ page }).options({ runOnly, rules, resultTypes: ['violations'] })
  const found = await axe.setLegacyMode(true).analyze()
  // A page that is not there breaks no rule.
  if (found.passes.length <= 5) return ['there is nothing on this page']
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`).join(', ')}`,
  )
}
