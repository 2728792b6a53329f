import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeAudio } from './fake-audio.ts'

/** A page that has played nothing yet, in a browser that does as the test says. */
async function openSound() {
  vi.resetModules()
  return import('../src/told/sound.ts')
}

let audio: FakeAudio
beforeEach(() => {
  audio = new FakeAudio()
  audio.stub()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the sound', () => {
  it('[C70] is two soft notes, one after the other', async () => {
    const { playSound } = await openSound()
    expect(await playSound()).toBe(true)
    const [first, second] = audio.heard
    expect(audio.heard.map(({ hertz }) => hertz)).toEqual([660, 880])
    expect(first?.from).toBe(5)
    expect(second!.from).toBeGreaterThan(first!.from)
    for (const { from, to, loudest } of audio.heard) {
      expect(to).toBeGreaterThan(from)
      expect(loudest).toBeGreaterThan(0.05)
      expect(loudest).toBeLessThan(0.2)
    }
  })

  it('[C70] comes again and again by one context: browsers give a page few', async () => {
    const { playSound } = await openSound()
    await playSound()
    await playSound()
    expect([audio.heard.length, audio.contexts]).toEqual([4, 1])
  })

  // Phones interrupt a page by a call, and leave it so until it asks.
  it.each(['suspended', 'interrupted'])(
    '[C70] is heard where a browser that had it %s lets it be',
    async (state) => {
      const { playSound } = await openSound()
      audio.state = state
      audio.allow()
      expect(await playSound()).toBe(true)
      expect(audio.heard).toHaveLength(2)
    },
  )

  it('[C71] is given up after a second where nobody has clicked, and comes once somebody has', async () => {
    vi.useFakeTimers()
    const { playSound } = await openSound()
    audio.state = 'suspended'
    audio.resume = () => new Promise(() => undefined)
    let isPlayed: boolean | null = null
    void playSound().then((now) => (isPlayed = now))
    await vi.advanceTimersByTimeAsync(900)
    expect(isPlayed).toBe(null)
    await vi.advanceTimersByTimeAsync(200)
    expect([isPlayed, audio.heard.length]).toEqual([false, 0])
    audio.allow()
    expect(await playSound()).toBe(true)
    expect(audio.heard).toHaveLength(2)
  })

  it('[C71] is said not to be heard where the browser refuses it, or has none', async () => {
    const { playSound } = await openSound()
    audio.state = 'closed'
    audio.resume = () => Promise.reject(new DOMException('It is closed.', 'InvalidStateError'))
    expect(await playSound()).toBe(false)
    vi.stubGlobal('AudioContext', undefined)
    expect(await (await openSound()).playSound()).toBe(false)
    expect(audio.heard).toEqual([])
  })
})
