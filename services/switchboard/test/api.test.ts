import type { Conversation, Message } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { connectGateway } from './support/gateway-client.ts'
import { makeText, startSwitchboard, type Running } from './support/start-switchboard.ts'

const ANN = '+14155550101'

interface Page {
  conversations: Conversation[]
  entries: Message[]
  next: string | null
  asOf: number
}

const get = async (running: Running, path: string) => {
  const response = await running.api(path)
  return {
    status: response.status,
    body: (await response.json()) as Page & { error: { code: string; message: string } },
  }
}

describe('the REST API', () => {
  it('[A1] pages through Conversations, newest activity first, without gap or repeat', async () => {
    await using running = await startSwitchboard()
    const numbers = Array.from({ length: 7 }, (_, index) => `+1415555010${index}`)
    for (const From of numbers) await running.webhook(makeText({ From }))
    const seen: string[] = []
    let page = ''
    do {
      const { body } = await get(
        running,
        `/conversations?limit=3${page && `&page=${encodeURIComponent(page)}`}`,
      )
      expect(body.asOf).toBe(7)
      seen.push(...body.conversations.map((one) => one.number))
      page = body.next ?? ''
    } while (page)
    expect(seen).toEqual(numbers.toReversed())
    expect(
      (await get(running, '/conversations?status=open&assignee=-')).body.conversations,
    ).toHaveLength(7)
    expect((await get(running, '/conversations?status=resolved')).body.conversations).toEqual([])
    expect((await get(running, '/conversations?q=0103')).body.conversations).toMatchObject([
      { number: '+14155550103' },
    ])
    expect((await get(running, '/conversations?assignee=-')).body.conversations).toHaveLength(7)
    expect((await get(running, '/conversations?assignee=x')).body.conversations).toEqual([])
    const blank = await get(running, '/conversations?status=&assignee=&q=&limit=&page=')
    expect(blank.body.conversations).toHaveLength(7)
  })

  it('[A2] pages through a history, newest first', async () => {
    await using running = await startSwitchboard()
    for (let index = 1; index <= 9; index += 1)
      await running.webhook(makeText({ Body: `text ${index}` }))
    const entries = async (query: string) => {
      const { body } = await get(
        running,
        `/conversations/${encodeURIComponent(ANN)}/entries?${query}`,
      )
      return [body.entries.map(({ position }) => position), body.next]
    }
    expect(await entries('limit=4')).toEqual([[9, 8, 7, 6], '6'])
    expect(await entries('limit=4&before=6')).toEqual([[5, 4, 3, 2], '2'])
    expect(await entries('limit=4&before=2')).toEqual([[1], null])
    expect(await entries('limit=3&after=4')).toEqual([[7, 6, 5], '5'])
    const [around] = await entries('limit=3&around=5')
    expect(around).toContain(5)
    const unknown = await get(running, '/conversations/%2B19995550000/entries')
    expect([unknown.status, unknown.body.error.code]).toEqual([404, 'NOT_FOUND'])
  })

  it.each([
    ['no number', { to: 'ACME', body: 'x', clientMessageId: 'a' }, /^to: /],
    ['a missing body', { to: ANN, clientMessageId: 'a' }, /^body: /],
    ['a blank body', { to: ANN, body: '  \n', clientMessageId: 'a' }, /^body: /],
    ['1,601 characters', { to: ANN, body: 'x'.repeat(1601), clientMessageId: 'a' }, /^body: /],
    [
      'a line that is none',
      { to: ANN, body: 'x', clientMessageId: 'a', line: 'the shop' },
      /^line: /,
    ],
    ['a malformed id', { to: ANN, body: 'x', clientMessageId: 'a b' }, /^clientMessageId: /],
    [
      'a picture that is no address',
      { to: ANN, body: 'x', clientMessageId: 'a', mediaUrls: ['x'] },
      /^mediaUrls/,
    ],
  ])('[A3] refuses %s and names it', async (_what, message, words) => {
    await using running = await startSwitchboard()
    const response = await running.api('/messages', {
      method: 'POST',
      body: JSON.stringify(message),
    })
    const { error } = (await response.json()) as { error: { code: string; message: string } }
    expect([response.status, error.code]).toEqual([400, 'BAD_REQUEST'])
    expect(error.message).toMatch(words)
    expect(running.store.seq).toBe(0)
  })

  it('[A3] sends pictures along', async () => {
    await using running = await startSwitchboard()
    const mediaUrls = ['https://example.com/a.jpg']
    const body = JSON.stringify({
      to: '+1 (415) 555-0101',
      body: 'Look',
      clientMessageId: 'a',
      mediaUrls,
    })
    expect((await running.api('/messages', { method: 'POST', body })).status).toBe(202)
    await expect.poll(() => running.sent).toMatchObject([{ to: ANN, mediaUrls }])
  })

  it('[A4] clamps a larger limit and names what is malformed', async () => {
    await using running = await startSwitchboard()
    expect((await get(running, '/conversations?limit=5000')).status).toBe(200)
    for (const query of ['limit=0', 'limit=-1', 'limit=x', 'status=closed']) {
      const { status, body } = await get(running, `/conversations?${query}`)
      expect([status, body.error.message.split(':')[0]]).toEqual([400, query.split('=')[0]])
    }
    expect((await get(running, '/conversations?page=%00nonsense')).status).toBe(400)
    const notJson = await running.api('/messages', { method: 'POST', body: '{' })
    expect(notJson.status).toBe(400)
  })

  it('[A5] describes itself, and answers other paths and methods in the same envelope', async () => {
    await using running = await startSwitchboard()
    const description = (await (await running.api('/openapi.json')).json()) as {
      paths: Record<string, unknown>
    }
    expect(Object.keys(description.paths)).toEqual([
      '/conversations',
      '/conversations/{number}/entries',
      '/conversations/{number}',
      '/agents',
      '/teams',
      '/labels',
      '/messages',
      '/openapi.json',
      '/admin/system',
      '/admin/quarantine',
      '/admin/quarantine/{id}/replay',
      '/admin/quarantine/{id}',
      '/admin/verify',
      '/admin/backfill',
      '/admin/export',
      '/admin/backup',
      '/admin/restore',
      '/admin/import',
    ])
    const nothing = await running.api('/nothing')
    expect([nothing.status, await nothing.json()]).toMatchObject([
      404,
      { error: { code: 'NOT_FOUND' } },
    ])
    const undecodable = await running.api('/conversations/%zz/entries')
    expect([undecodable.status, await undecodable.json()]).toMatchObject([
      404,
      { error: { code: 'NOT_FOUND' } },
    ])
    const method = await running.api('/messages', { method: 'DELETE' })
    expect([method.status, await method.json()]).toMatchObject([
      405,
      { error: { code: 'METHOD_NOT_ALLOWED' } },
    ])
  })

  it('[S8] tells nothing of its inside when it fails', async () => {
    await using running = await startSwitchboard()
    running.store.conversations = () => Promise.reject(new Error('secret at /var/lib'))
    const { status, body } = await get(running, '/conversations')
    expect([status, body.error]).toEqual([
      500,
      { code: 'INTERNAL', message: 'Something went wrong on our side.' },
    ])
  })

  it('[A6] says that it is active, how it is, and that a dyno forgets', async () => {
    await using running = await startSwitchboard({ config: { ephemeralDisk: true } })
    expect(await (await fetch(running.base)).text()).toContain('Switchboard is active')
    const ready = (await (await fetch(`${running.base}/readyz`)).json()) as {
      checks: unknown
      figures: unknown
      warnings: string[]
    }
    expect(ready.checks).toMatchObject({ store: { ok: true }, gateways: { ok: true } })
    expect(ready.warnings.join()).toMatch(/only until/)
    expect((await fetch(`${running.base}/healthz`)).status).toBe(200)
  })

  it('[A6] is ready without any gateway, and says how many there are', async () => {
    await using running = await startSwitchboard()
    const readyz = async () => {
      const answer = await fetch(`${running.base}/readyz`)
      const { status, figures } = (await answer.json()) as Record<string, unknown>
      return [answer.status, status, figures]
    }
    expect(await readyz()).toEqual([200, 'ok', { gateways: 0 }])
    await using gateway = await connectGateway(running)
    await expect.poll(readyz).toEqual([200, 'ok', { gateways: 1 }])
    gateway.socket.terminate()
    await expect.poll(readyz).toEqual([200, 'ok', { gateways: 0 }])
  })
})
