import type { Page } from 'playwright-core'

// Its functions run in the page, which knows nothing of this file.
/* oxlint-disable unicorn/consistent-function-scoping */
/**
 * What one can press that is smaller than WCAG 2.2 (2.5.8) wants, 24 by 24 CSS px, wherever its neighbours are:
 * each with its size. Links that stand within a sentence may be as high as its words.
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const MIN = 24
    const pressable =
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option], [role=tab], [role=checkbox], [role=radio], [role=switch], [role=menuitem], [tabindex="0"]'
    const isSeen = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      element.closest('[inert], [aria-hidden=true], .visually-hidden') === null
    const isInSentence = (element: Element): boolean =>
      getComputedStyle(element).display === 'inline' &&
      (element.parentElement?.textContent?.trim() ?? '') !== (element.textContent?.trim() ?? '')
    /** Whoever presses the words of a box presses the box. */
    const areaOf = (element: Element): DOMRect => {
      const label = element.matches('input') ? element.closest('label') : null
      return (label ?? element).getBoundingClientRect()
    }
    return [...document.querySelectorAll(pressable)].flatMap((element) => {
      const { width, height } = areaOf(element)
      const isOutOfSight = width <= 1 || height <= 1
      const isLarge = Math.round(width) >= MIN && Math.round(height) >= MIN
      if (isLarge || isOutOfSight || !isSeen(element) || isInSentence(element)) return []
      return [`${Math.round(width)}x${Math.round(height)} ${element.outerHTML.slice(0, 160)}`]
    })
  })
}

/* oxlint-enable unicorn/consistent-function-scoping */

/** Counts every animation and transition that begins on the page from now on. */
export async function watchMotion(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const moved: string[] = []
    Object.assign(globalThis, { moved })
    for (const type of ['animationstart', 'transitionrun'] as const)
      document.addEventListener(type, (event) => {
        const { target } = event
        const what = target instanceof Element ? target.outerHTML.slice(0, 80) : ''
        moved.push(`${type} ${what}`)
      })
    for (const name of ['scrollTo', 'scrollBy', 'scrollIntoView'] as const) {
      const original = Element.prototype[name] as (...args: unknown[]) => void
      const watched = function (this: Element, ...args: unknown[]): void {
        const [options] = args as [ScrollOptions | undefined]
        if (options?.behavior === 'smooth') moved.push(`${name}, smoothly`)
        original.apply(this, args)
      }
      Object.assign(Element.prototype, { [name]: watched })
    }
  })
  return () => page.evaluate(() => (globalThis as unknown as { moved: string[] }).moved)
}
