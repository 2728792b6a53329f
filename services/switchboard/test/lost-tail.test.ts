import { MemoryStore, type LostTail } from '@switchboard/history'
import { describe, expect, it } from 'vitest'
import { lostTailWarning } from '../src/lost-tail.ts'
import { connectGateway } from './support/gateway-client.ts'
import { startSwitchboard } from './support/start-switchboard.ts'

const lost: LostTail = { why: 'lost', lastSeq: 9412, mark: 9480 }

/** A store that found at its opening that its end is gone. */
class HurtStore extends MemoryStore {
  override get lostTail(): LostTail {
    return lost
  }
}

describe('a lost tail', () => {
  it.each<[LostTail, RegExp]>([
    [lost, /^last seq 9,412, mark 9,480: .+ recovering from Twilio$/],
    [{ why: 'restored', lastSeq: 7, mark: 12 }, /^last seq 7, mark 12: .*restored/],
    [{ why: 'unmarked', lastSeq: 7, mark: null }, /^last seq 7: .*high-water mark is missing/],
  ])('[B8] %j is told in words', (tail, words) => {
    expect(lostTailWarning(tail).text).toMatch(words)
  })

  it('[B8] is told in the log and in every console', async () => {
    await using running = await startSwitchboard({ store: new HurtStore() })
    expect(running.log.map(({ msg }) => msg)).toContain(lostTailWarning(lost).text)
    await using gateway = await connectGateway(running)
    await expect
      .poll(() => gateway.frames)
      .toContainEqual(expect.objectContaining({ type: 'about', warnings: [lostTailWarning(lost)] }))
  })
})
