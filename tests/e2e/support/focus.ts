import type { Page } from 'playwright-core'

/** More than a page has stops. */
const MAX_STOPS = 150

/**
 * Goes from stop to stop with Tab until it is back at one, or was at so many; each stop where nobody would see that
 * the focus is there: neither on the element, nor on what stands around it, up to two levels.
 */
export async function unseenFocus(
  page: Page,
  most = MAX_STOPS,
): Promise<{ stops: number; unseen: string[] }> {
  const visited = await page.evaluateHandle(() => new Set<Element>())
  const unseen: string[] = []
  let stops = 0
  // Between the last stop and the first it is in the browser's own bar, or nowhere.
  for (let outside = 0; outside < 3 && stops < most;) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate(lookAtFocus, visited)
    if (found === 'back') break
    if (found === 'outside') outside += 1
    else stops += 1
    if (found !== 'seen' && found !== 'outside') unseen.push(found)
  }
  return { stops, unseen }
}

// It runs in the page, which knows nothing of this file.
/* oxlint-disable unicorn/consistent-function-scoping */
/** What has the focus where that is not seen; else `seen`, `back` where it was before, `outside` where nothing has it. */
function lookAtFocus(visited: Set<Element>): string {
  const { activeElement: focused } = document
  if (!(focused instanceof HTMLElement) || focused === document.body) return 'outside'
  if (visited.has(focused)) return 'back'
  visited.add(focused)
  const { parentElement: parent } = focused
  // A button among others is not told by what stands around them all.
  const isOneOfMany = focused.matches('button, a[href], [role=tab], [role=option]')
  const around = isOneOfMany ? [focused] : [focused, parent, parent?.parentElement]
  const boxes = around.filter((box) => box instanceof HTMLElement)

  /** Of a box as it is seen now: what is drawn around it. */
  const ringOf = (box: HTMLElement): string[] => {
    const style = getComputedStyle(box)
    const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = style
    const hasOutline = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0
    const reach = Number.parseFloat(outlineOffset) + Number.parseFloat(outlineWidth)
    return [
      hasOutline && sidesInSight(box, reach) >= 2
        ? [outlineStyle, outlineWidth, outlineColor].join(' ')
        : '',
      style.boxShadow,
      style.borderColor,
    ]
  }
  /** How many sides of the box, so far out, are cut off by nothing around it. */
  const sidesInSight = (box: HTMLElement, reach: number): number => {
    const { top, right, bottom, left } = box.getBoundingClientRect()
    const sight = { top: 0, left: 0, right: innerWidth, bottom: innerHeight }
    for (let outer = box.parentElement; outer; outer = outer.parentElement) {
      if (getComputedStyle(outer).overflow === 'visible') continue
      const place = outer.getBoundingClientRect()
      sight.top = Math.max(sight.top, place.top)
      sight.left = Math.max(sight.left, place.left)
      sight.right = Math.min(sight.right, place.right)
      sight.bottom = Math.min(sight.bottom, place.bottom)
    }
    const fits = [
      top - reach >= sight.top - 0.5,
      left - reach >= sight.left - 0.5,
      right + reach <= sight.right + 0.5,
      bottom + reach <= sight.bottom + 0.5,
    ]
    return fits.filter(Boolean).length
  }
  /** One that is there for the keyboard alone shows nothing, whatever is drawn around it. */
  const isSeen = (box: HTMLElement): boolean =>
    box.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    box.offsetWidth > 1 &&
    box.offsetHeight > 1

  const seen = boxes.filter(isSeen)
  const withFocus = seen.map(ringOf)
  focused.blur()
  const without = seen.map(ringOf)
  focused.focus({ preventScroll: true, focusVisible: true })
  if (JSON.stringify(withFocus) !== JSON.stringify(without)) return 'seen'
  return `${focused.outerHTML.slice(0, 160)} ${JSON.stringify(withFocus[0] ?? [])}`
}
/* oxlint-enable unicorn/consistent-function-scoping */
