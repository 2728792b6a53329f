import { act } from 'react'
import { vi } from 'vitest'

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
