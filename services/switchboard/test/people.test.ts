import { describe, expect, it, vi } from 'vitest'
import type { SignedIn } from './support/gateway-client.ts'
import { openDesk, PASSWORD, type Desk } from './support/desk.ts'
import { makeText } from './support/start-switchboard.ts'

const ONE = '+14155550101'
const TWO = '+14155550102'

const signIn = async (desk: Desk, name: string, password = PASSWORD) =>
  (await desk.gateway.request('sign-in', { name, password })) as SignedIn

describe('people', () => {
  it('[W7] are invited by a link that works once', async () => {
    await using desk = await openDesk()
    const { ask, gateway } = desk
    const { invite, token } = await ask<'create-invite'>('create-invite', { role: 'admin' })
    expect(JSON.stringify(await desk.running.store.records('private'))).not.toContain(
      token.split('.')[1],
    )
    expect(await ask('invites', {})).toEqual({ invites: [invite] })
    const check = (link: string) => gateway.request('check-invite', { token: link })
    expect(await check(token)).toEqual({ valid: true, role: 'admin', by: 'Ada' })
    for (const wrong of [`${token}x`, invite.id, `x.${token}`, ''])
      expect(await check(wrong)).toEqual({ valid: false })
    const accept = (name: string, link = token) =>
      gateway.request('accept-invite', { token: link, name, password: PASSWORD })
    await expect(accept('ada')).rejects.toMatchObject({ code: 'NAME_TAKEN' })
    const both = await Promise.allSettled([accept('Cleo'), accept('Dan')])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expect(accept('Eve')).rejects.toMatchObject({ code: 'INVITE_OVER' })
    const made = both.find((each) => each.status === 'fulfilled')?.value as SignedIn
    expect(await ask('whoami', {}, made)).toMatchObject({ agent: { role: 'admin' } })
    const second = await ask<'create-invite'>('create-invite', {})
    await ask('revoke-invite', { id: second.invite.id })
    await expect(accept('Eve', second.token)).rejects.toMatchObject({ code: 'INVITE_OVER' })
    const third = await ask<'create-invite'>('create-invite', {}, made)
    await ask('update-agent', { id: made.agent.id, role: 'agent' })
    expect(await check(third.token)).toEqual({ valid: false })
    for (const op of ['create-invite', 'invites'])
      await expect(ask(op as 'invites', {}, desk.bob)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('[W7] are not invited for longer than a week, nor more than 100 at a time', async () => {
    await using desk = await openDesk()
    const { token } = await desk.ask<'create-invite'>('create-invite', {})
    const more = Array.from({ length: 99 }, () => desk.ask('create-invite', {}))
    await Promise.all(more)
    await expect(desk.ask('create-invite', {})).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    vi.useFakeTimers({ now: Date.now() + 7 * 24 * 3600_000, toFake: ['Date'] })
    try {
      expect(await desk.gateway.request('check-invite', { token })).toEqual({ valid: false })
    } finally {
      vi.useRealTimers()
    }
  })

  it('[W8] are changed by an admin, of whom one has to stay', async () => {
    await using desk = await openDesk()
    const { ada, bob, ask } = desk
    const update = (args: object, who = ada) => ask<'update-agent'>('update-agent', args, who)
    await expect(update({ id: ada.agent.id, role: 'agent' }, bob)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    for (const part of [{ role: 'agent' }, { disabled: true }])
      await expect(update({ id: ada.agent.id, ...part })).rejects.toMatchObject({
        code: 'LAST_ADMIN',
      })
    await expect(update({ id: 'nobody' })).rejects.toMatchObject({ code: 'UNKNOWN_AGENT' })
    await expect(update({ id: bob.agent.id, name: 'ADA' })).rejects.toMatchObject({
      code: 'NAME_TAKEN',
    })
    const { agent } = await update({ id: bob.agent.id, name: 'Robert', capacity: 3, role: 'admin' })
    expect(agent).toEqual({ ...bob.agent, name: 'Robert', capacity: 3, role: 'admin' })
    expect((await update({ id: bob.agent.id, capacity: null })).agent).not.toHaveProperty(
      'capacity',
    )
    await expect(signIn(desk, 'Bob')).rejects.toMatchObject({ code: 'BAD_CREDENTIALS' })
    await signIn(desk, 'robert')
    await update({ id: ada.agent.id, role: 'agent' }, bob)
  })

  it('[W8] who are disabled are out, and their work goes back', async () => {
    await using desk = await openDesk()
    const { ada, bob, ask } = desk
    for (const From of [ONE, TWO]) {
      await desk.running.webhook(makeText({ From }))
      await ask('take', { number: From, assignmentVersion: 0 }, bob)
    }
    await ask('snooze', { number: TWO, assignmentVersion: 1, until: null }, bob)
    const again = await signIn(desk, 'Bob')
    const disabled = await ask<'update-agent'>('update-agent', { id: bob.agent.id, disabled: true })
    expect(disabled).toMatchObject({ agent: { disabled: true }, givenBack: 2 })
    expect(await desk.at(ONE)).toMatchObject({ status: 'open', assignee: null })
    expect(await desk.at(TWO)).toMatchObject({ status: 'snoozed', assignee: null })
    expect((await desk.running.entries(ONE)).at(-1)).toMatchObject({
      event: 'released',
      agent: ada.agent.id,
      subject: bob.agent.id,
    })
    await ask('update-agent', { id: bob.agent.id, disabled: false })
    for (const session of [bob, again])
      await expect(ask('whoami', {}, session)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    await signIn(desk, 'Bob')
  })

  it('[W9] change their own name and password', async () => {
    await using desk = await openDesk()
    const { bob, ask } = desk
    const other = await signIn(desk, 'Bob')
    const change = (current: string, password = 'another horse battery') =>
      ask('change-password', { current, password }, bob)
    await expect(change('wrong')).rejects.toMatchObject({ code: 'BAD_CREDENTIALS' })
    await expect(change(PASSWORD, 'short')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await change(PASSWORD)
    await expect(ask('whoami', {}, other)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    const renamed = await ask<'rename-me'>('rename-me', { name: 'Bobby' }, bob)
    expect(renamed.agent).toEqual({ ...bob.agent, name: 'Bobby' })
    await expect(ask('rename-me', { name: 'ada' }, bob)).rejects.toMatchObject({
      code: 'NAME_TAKEN',
    })
    await ask('rename-me', { name: 'BOBBY' }, bob)
    await signIn(desk, 'Bobby', 'another horse battery')
    for (let tries = 0; tries < 10; tries += 1)
      await expect(change('wrong')).rejects.toMatchObject({ code: 'BAD_CREDENTIALS' })
    await expect(change('wrong')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  })

  it('[W10] keep their own settings, which nobody else is told', async () => {
    await using desk = await openDesk()
    const { bob, ask, gateway } = desk
    const put = (preferences: object) =>
      ask<'put-preferences'>('put-preferences', { preferences }, bob)
    await put({ language: 'zh-CN', theme: 'dark', keys: { single: false } })
    const { preferences } = await put({ theme: null, sound: true })
    expect(preferences).toEqual({ language: 'zh-CN', keys: { single: false }, sound: true })
    expect(await ask('shared', {}, bob)).toMatchObject({ preferences })
    expect(await ask('shared', {})).toMatchObject({ preferences: {} })
    await expect
      .poll(() => gateway.changesets().at(-1))
      .toMatchObject({
        audience: bob.agent.id,
        shared: [{ kind: 'preferences', value: preferences }],
      })
    for (const wrong of [{ 'a b': 1 }, { big: 'x'.repeat(9000) }])
      await expect(put(wrong)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await put({ one: 'x'.repeat(5000) })
    await expect(put({ two: 'x'.repeat(5000) })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
