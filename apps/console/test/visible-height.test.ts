import { afterEach, describe, expect, it, vi } from 'vitest'
import { followVisibleHeight } from '../src/ui/visible-height.ts'

const height = (): string => document.documentElement.style.getPropertyValue('--height')

/** As much of a browser's view of the page as this looks at. */
function makeView() {
  const view = Object.assign(new EventTarget(), { height: 844, scale: 1 })
  vi.stubGlobal('visualViewport', view)
  vi.stubGlobal('innerHeight', 844)
  vi.stubGlobal('scrollTo', vi.fn())
  return (facts: Partial<typeof view>): void => {
    Object.assign(view, facts)
    view.dispatchEvent(new Event('resize'))
  }
}

describe('a keyboard that lies over the page', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('[C196] leaves the page what is to be seen, while it is there', () => {
    const become = makeView()
    const end = followVisibleHeight()
    become({ height: 480 })
    expect(height()).toBe('480px')
    expect(scrollTo).toHaveBeenCalledWith(0, 0)
    become({ height: 844 })
    expect(height()).toBe('')
    become({ height: 480 })
    end()
    expect(height()).toBe('')
    become({ height: 470 })
    expect(height()).toBe('')
  })

  it('[C196] is no bar of the browser, nor a page that is zoomed into', () => {
    const become = makeView()
    const end = followVisibleHeight()
    become({ height: 780 })
    expect(height()).toBe('')
    become({ height: 422, scale: 2 })
    expect(height()).toBe('')
    end()
  })
})
