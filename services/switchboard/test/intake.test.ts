import { describe, expect, it } from 'vitest'
import { makeText, startSwitchboard } from './support/start-switchboard.ts'

const TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

describe('intake', () => {
  it('[S1] answers 200 TwiML only when the text is stored', async () => {
    await using running = await startSwitchboard()
    const response = await running.webhook(makeText({ Body: 'Where is my parcel?' }))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^text\/xml/)
    expect(await response.text()).toBe(TWIML)
    const [message] = await running.entries('+14155550101')
    expect(message).toMatchObject({
      kind: 'message',
      direction: 'inbound',
      body: 'Where is my parcel?',
      status: 'received',
      position: 1,
      origin: { state: 'CA', country: 'US' },
    })
  })
})
