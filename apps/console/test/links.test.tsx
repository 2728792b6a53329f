import { act, cleanup, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CUSTOMER, makeMessage, makeNote } from './factories.ts'
import { drawn, giveSizes } from './layout.ts'
import { openDesk } from './open-desk.tsx'

const log = (): HTMLElement => screen.getByRole('log', { name: 'Timeline' })
const links = (): HTMLAnchorElement[] => within(log()).queryAllByRole('link')

describe('an address in a text', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    history.replaceState(null, '', '/')
  })

  it('[C16] opens apart and tells the other side nothing, whoever wrote it', async () => {
    const { console } = await openDesk({ lastPosition: 2 }, [
      makeMessage({ position: 1, body: 'Is it https://a.example/1?' }),
      makeMessage({ position: 2, body: 'No, http://b.example/2.', direction: 'outbound' }),
    ])
    act(() => void console.reply(CUSTOMER, 'Or https://c.example/3', 2))
    await drawn()
    expect(links().map(({ href }) => href)).toEqual([
      'https://a.example/1',
      'http://b.example/2',
      'https://c.example/3',
    ])
    for (const link of links()) {
      expect(link.target).toBe('_blank')
      expect(link.rel.split(' ')).toEqual(
        expect.arrayContaining(['noopener', 'noreferrer', 'nofollow']),
      )
    }
  })

  it('[C16] says where it leads one hover away, where its words do not', async () => {
    const body = 'Look: https://раураl.com/x or https://plain.example/x'
    await openDesk({}, [makeMessage({ body })])
    expect(links().map(({ title }) => title)).toEqual(['xn--l-7sba6dbr.com', ''])
    expect(links()[0]?.textContent).toBe('https://раураl.com/x')
    expect(log().textContent).toContain(body)
  })

  it('[C16] is no link in what is none of http', async () => {
    const body = 'javascript:alert(1) data:text/html,x tel:+14155550142 www.a.example'
    await openDesk({}, [makeMessage({ body }), makeNote({ position: 2, body })])
    expect(log().textContent.split(body)).toHaveLength(3)
    expect(links()).toEqual([])
  })
})
