import type { Conversation, OperationResult } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { openDesk } from './support/desk.ts'
import { makeText } from './support/start-switchboard.ts'

type Page = OperationResult<'conversations'>

const numberAt = (index: number) => `+1415555010${index}`

describe('the inbox', () => {
  it('[W1] is filtered by view, label, holder, mood and search, in three orders, page by page', async () => {
    await using desk = await openDesk()
    const { ada, bob, ask } = desk
    const texts = ['terrible', 'I love it', 'hello', 'awful']
    for (const [index, Body] of texts.entries())
      await desk.running.webhook(makeText({ From: numberAt(index), Body }))
    const label = (await ask<'put-label'>('put-label', { name: 'VIP' })).label.id
    for (const index of [1, 3])
      await ask('set-labels', { number: numberAt(index), labels: [label] })
    await ask('take', { number: numberAt(3), assignmentVersion: 0 }, bob)
    await ask('set-priority', { number: numberAt(2), level: 'urgent' })
    const list = async (args: object, who = ada) => {
      const found: number[] = []
      for (let page: string | null = ''; page !== null;) {
        const read: Page = await ask<'conversations'>(
          'conversations',
          { view: 'all', limit: 1, ...args, ...(page && { page }) },
          who,
        )
        found.push(...read.conversations.map(({ number }: Conversation) => Number(number.at(-1))))
        page = read.next
      }
      return found
    }
    expect(await list({})).toEqual([3, 2, 1, 0])
    expect(await list({ sort: 'waiting' })).toEqual([0, 1, 2, 3])
    expect(await list({ sort: 'priority' })).toEqual([2, 0, 1, 3])
    expect(await list({ view: 'mine' }, bob)).toEqual([3])
    expect(await list({ view: 'unassigned', sort: 'waiting' })).toEqual([0, 1, 2])
    expect(await list({ label })).toEqual([3, 1])
    expect(await list({ label, view: 'unassigned' })).toEqual([1])
    expect(await list({ agent: bob.agent.id })).toEqual([3])
    expect(await list({ agent: bob.agent.id, view: 'mine' })).toEqual([])
    expect(await list({ mood: 'negative' })).toEqual([3, 0])
    expect(await list({ mood: 'neutral' })).toEqual([2])
    await desk.running.webhook(makeText({ From: numberAt(2), Body: 'Когда вы открываетесь?' }))
    expect(await list({ mood: 'neutral' })).toEqual([])
    await desk.running.webhook(makeText({ From: numberAt(2), Body: 'hello' }))
    expect(await list({ mood: 'neutral' })).toEqual([2])
    await desk.running.webhook(makeText({ From: numberAt(3), Body: 'awful' }))
    expect(await list({ q: '555 010 2' })).toEqual([2])
    expect(await ask('counts', {}, bob)).toMatchObject({
      mine: 1,
      unassigned: 3,
      all: 4,
      snoozed: { mine: 0, unassigned: 0, all: 0 },
    })
    await ask('snooze', { number: numberAt(3), assignmentVersion: 1, until: null }, bob)
    expect(await list({ status: 'snoozed', view: 'mine' }, bob)).toEqual([3])
    expect(await ask('counts', {}, bob)).toMatchObject({
      mine: 0,
      unassigned: 3,
      all: 3,
      snoozed: { mine: 1, unassigned: 0, all: 1 },
      resolved: { all: 0 },
    })
  })

  it('[W14] tells the asker what is unread of what they hold and is open', async () => {
    await using desk = await openDesk()
    const { bob, ask, running } = desk
    const unread = async (who = bob) => {
      const told = await ask<'unread'>('unread', {}, who)
      expect(told.asOf).toBe(running.store.seq)
      return told.unread
    }
    for (const index of [0, 0, 1, 2]) await running.webhook(makeText({ From: numberAt(index) }))
    expect(await unread()).toEqual({})
    for (const index of [0, 1, 2])
      await ask('take', { number: numberAt(index), assignmentVersion: 0 }, bob)
    await ask('read', { number: numberAt(1), position: 1 }, bob)
    await ask('snooze', { number: numberAt(2), assignmentVersion: 1, until: null }, bob)
    expect(await unread()).toEqual({ [numberAt(0)]: 2 })
    expect(await unread(desk.ada)).toEqual({})
  })
})
