import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openDesk } from './open-desk.tsx'

/** A simulator that counts its requests. */
class FakeSimulator {
  readonly asked: string[] = []
  busyHour = { running: false, minute: 0, texts: 0 }
  fails = false

  readonly fetch = async (_path: string, { method }: { method: string }): Promise<Response> => {
    this.asked.push(method)
    if (this.fails) return new Response('', { status: 502 })
    if (method === 'POST') this.busyHour = { ...this.busyHour, running: true }
    if (method === 'DELETE') {
      this.busyHour = { ...this.busyHour, running: false }
      return new Response(null, { status: 204 })
    }
    return Response.json({ busyHour: this.busyHour })
  }
}

const button = (name: string | RegExp) => screen.findByRole('button', { name })

describe('the practice banner', () => {
  let simulator: FakeSimulator
  beforeEach(() => {
    localStorage.clear()
    simulator = new FakeSimulator()
    vi.stubGlobal('fetch', simulator.fetch)
  })
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
  })

  it('[C80] opens the phones, plays a busy hour and stops it', async () => {
    const { console } = await openDesk()
    act(() => console.state.update((state) => ({ ...state, simulator: true })))
    const link = await screen.findByRole('link', { name: 'Open the practice phones' })
    expect(link.getAttribute('href')).toBe('/phone')
    fireEvent.click(await button('Play a busy hour'))
    fireEvent.click(await button(/Minute 1 of 60/))
    await button('Play a busy hour')
    expect(simulator.asked.filter((method) => method !== 'GET')).toEqual(['POST', 'DELETE'])
  })

  it('[C80] says when the simulator does not answer', async () => {
    const { console } = await openDesk()
    act(() => console.state.update((state) => ({ ...state, simulator: true })))
    const play = await button('Play a busy hour')
    simulator.fails = true
    fireEvent.click(play)
    await waitFor(() => expect(screen.getByText(/did not answer/)).toBeTruthy())
  })

  it('[C80] stays away once it was put away, and is never there with a real carrier', async () => {
    const { console } = await openDesk()
    act(() => console.state.update((state) => ({ ...state, simulator: false })))
    expect(screen.queryByRole('region', { name: 'Practice' })).toBeNull()
    act(() => console.state.update((state) => ({ ...state, simulator: true })))
    fireEvent.click(await button('Put this line away'))
    expect(screen.queryByRole('region', { name: 'Practice' })).toBeNull()
    cleanup()
    const again = await openDesk()
    act(() => again.console.state.update((state) => ({ ...state, simulator: true })))
    expect(screen.queryByRole('region', { name: 'Practice' })).toBeNull()
  })
})
