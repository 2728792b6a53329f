import { vi } from 'vitest'

interface Heard {
  hertz: number
  /** In seconds of the context's time. */
  from: number
  to: number
  loudest: number
}

/** A browser's sound in the test's hands. */
export class FakeAudio {
  state: string = 'running'
  /** What becomes of a page that asks to be heard. */
  resume: () => Promise<void> = () => Promise.resolve()
  contexts = 0
  readonly heard: Heard[] = []

  stub(): void {
    const make = () => this.#context()
    vi.stubGlobal('AudioContext', function AudioContext() {
      return make()
    })
  }

  /** It lets the page be heard when it is asked next. */
  allow(): void {
    this.resume = () => {
      this.state = 'running'
      return Promise.resolve()
    }
  }

  #context() {
    this.contexts += 1
    const state = () => this.state
    return {
      currentTime: 5,
      destination: { isOut: true },
      get state() {
        return state()
      },
      resume: () => this.resume(),
      createOscillator: () => this.#tone(),
      createGain: makeGain,
    }
  }

  #tone() {
    const { heard } = this
    let to: Partial<Gain> = {}
    let from: number | null = null
    return {
      frequency: { value: 440 },
      connect<T extends Partial<Gain>>(next: T): T {
        to = next
        return next
      },
      start: (at: number) => void (from = at),
      stop(at: number) {
        // What is not led to where it comes out is not heard.
        if (from === null || !to.isOut) return
        heard.push({ hertz: this.frequency.value, from, to: at, loudest: to.loudest ?? 1 })
      },
    }
  }
}

interface Gain {
  isOut: boolean
  loudest: number
}

function makeGain() {
  const gain = {
    isOut: false,
    loudest: 0,
    connect: (next: { isOut: boolean }) => void (gain.isOut = next.isOut),
    gain: {
      setValueAtTime: reach,
      linearRampToValueAtTime: reach,
      exponentialRampToValueAtTime: reach,
    },
  }
  function reach(value: number): void {
    gain.loudest = Math.max(gain.loudest, value)
  }
  return gain
}
