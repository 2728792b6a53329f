import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { envToConfig, readEnv } from '../src/index.ts'
import { eventually } from './support/eventually.ts'
import { customer, line, Simulated } from './support/simulated.ts'

describe('what is kept', () => {
  it('[T6] skips a torn last line and compacts at start', async () => {
    await using simulated = await Simulated.create()
    const { sid } = await simulated.twilio.messages.create({
      to: customer,
      from: line,
      body: 'kept',
    })
    await eventually(async () =>
      expect(await simulated.twilio.messages(sid).fetch()).toMatchObject({ status: 'delivered' }),
    )
    const journal = join(simulated.config.dataDir, 'simulator', 'journal.jsonl')
    await appendFile(journal, '{"put":"message","value":{"sid":"SM')
    const before = (await readFile(journal, 'utf8')).split('\n').length
    await simulated.restart()
    expect((await simulated.twilio.messages.list()).map((message) => message.sid)).toEqual([sid])
    expect((await readFile(journal, 'utf8')).split('\n').length).toBeLessThan(before)
  })

  it('[T6] forgets the oldest messages and their pictures beyond its bound', async () => {
    await using simulated = await Simulated.create({ maxMessages: 2 })
    await simulated.text('one', { mediaUrls: ['data:image/png;base64,aGk='] })
    const media = join(simulated.config.dataDir, 'simulator', 'media')
    expect(await readdir(media)).toHaveLength(1)
    await simulated.text('two')
    await simulated.text('three')
    const bodies = (await simulated.twilio.messages.list()).map(({ body }) => body)
    expect(bodies).toEqual(['three', 'two'])
    expect(await readdir(media)).toEqual([])
  })

  it('[T6] refuses pictures when their folder is full', async () => {
    await using simulated = await Simulated.create({ maxMediaBytes: 3 })
    await simulated.text('small', { mediaUrls: ['data:image/png;base64,aGk='] })
    await expect(
      simulated.text('no room', { mediaUrls: ['data:image/png;base64,aGk='] }),
    ).rejects.toThrow('no room')
    expect(await simulated.twilio.messages.list()).toHaveLength(1)
  })
})

describe('settings', () => {
  const env = {
    TWILIO_SID: `AC${'a'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'new, old',
    TWILIO_DEFAULT_FROM: '+15005550006',
    TWILIO_PHONE_NUMBER_SID: `PN${'b'.repeat(32)}`,
  }

  it('[T22] needs the account, and takes two tokens while one is rotated', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'))
    expect(envToConfig(readEnv({ ...env, DATA_DIR: folder }))).toMatchObject({
      accountSid: env.TWILIO_SID,
      authTokens: ['new', 'old'],
      dataDir: folder,
      host: '127.0.0.1',
      statusDelayMs: 300,
    })
    await rm(folder, { recursive: true })
  })

  it.each([
    ['TWILIO_SID', 'AC12'],
    ['TWILIO_AUTH_TOKEN', ''],
    ['TWILIO_DEFAULT_FROM', 'five'],
    ['TWILIO_PHONE_NUMBER_SID', undefined],
    ['PORT', 'http'],
  ])('[T22] names %s when it is %s', (name, value) => {
    expect(() => envToConfig(readEnv({ ...env, [name]: value }))).toThrow(name)
  })
})
