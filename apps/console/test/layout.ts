import { act } from '@testing-library/react'
import { onTestFinished, vi } from 'vitest'

const VIEWPORT_PX = 800
const ROW_PX = 40

/** A page that is drawn nowhere has no sizes; virtual lists need some to show their rows. */
export function giveSizes(): void {
  vi.stubGlobal('ResizeObserver', SizedObserver)
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', { get: () => document.body })
}

/** Resolves once a frame is on the screen, and what waited for that is there, too. */
export async function drawn(): Promise<void> {
  await act(async () => {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    await new Promise((resolve) => setTimeout(resolve, 60))
  })
}

/** Nothing is drawn until the answer is called, or the test ends: what comes before a frame does so on a slow machine, too. */
export function holdFrames(): () => void {
  const waiting = new Map<number, FrameRequestCallback>()
  const [draw, callOff] = [requestAnimationFrame, cancelAnimationFrame]
  let last = 0
  vi.stubGlobal('requestAnimationFrame', (work: FrameRequestCallback) => {
    last += 1
    waiting.set(last, work)
    return last
  })
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => waiting.delete(frame))
  const goOn = (): void => {
    vi.stubGlobal('requestAnimationFrame', draw)
    vi.stubGlobal('cancelAnimationFrame', callOff)
    for (const work of waiting.values()) draw(work)
    waiting.clear()
  }
  onTestFinished(goOn)
  return goOn
}

class SizedObserver implements ResizeObserver {
  readonly #tell: ResizeObserverCallback

  constructor(tell: ResizeObserverCallback) {
    this.#tell = tell
  }

  observe(target: Element): void {
    const isList = target.getAttribute('role') === 'log' || target.querySelector(':scope > ul')
    const height = isList ? VIEWPORT_PX : ROW_PX
    const contentRect = { width: 300, height }
    const entry = { target, contentRect } as unknown as ResizeObserverEntry
    queueMicrotask(() => this.#tell([entry], this))
  }

  unobserve(): void {
    // Sizes never change here.
  }

  disconnect(): void {
    // As above.
  }
}
