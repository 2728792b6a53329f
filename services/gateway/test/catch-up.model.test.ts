import { setTimeout as delay } from 'node:timers/promises'
import * as fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { CAROL, DAVE, makeChange, makeMessage } from './shapes.ts'
import { knownAfter, ModelBrowser } from './model-browser.ts'
import { TestGateway } from './test-gateway.ts'
import type { ScriptedSwitchboard } from './scripted-switchboard.ts'

type Step =
  | { do: 'commit'; number: string; position: number; withEntry: boolean; withRow: boolean }
  | { do: 'connect'; browser: number; frames: number }
  | { do: 'disconnect'; browser: number }
  | { do: 'upstream-lost' }
  | { do: 'trim' }
  | { do: 'rest'; ms: number }

const BROWSERS = 3
const browser = fc.nat({ max: BROWSERS - 1 })
const commit = fc.record({
  do: fc.constant('commit' as const),
  number: fc.constantFrom(CAROL, DAVE),
  position: fc.integer({ min: 1, max: 6 }),
  withEntry: fc.boolean(),
  withRow: fc.boolean(),
})
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: commit },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('connect' as const),
      browser,
      frames: fc.constantFrom(1, 2, 3, 4, 5, 100),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('disconnect' as const), browser }) },
  { weight: 1, arbitrary: fc.constant({ do: 'upstream-lost' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'trim' as const }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('rest' as const), ms: fc.integer({ min: 1, max: 25 }) }),
  },
)

function commitStep(switchboard: ScriptedSwitchboard, one: Extract<Step, { do: 'commit' }>): void {
  const { number, position, withEntry, withRow } = one
  const seq = switchboard.seq + 1
  switchboard.commit({
    entries: withEntry
      ? [makeMessage({ conversation: number, position, seq, changedSeq: seq })]
      : [],
    conversations: withRow ? [makeChange({ number, changedSeq: seq, lastPosition: seq })] : [],
    counts: seq % 3 === 0 ? { 'open/*': seq } : {},
  })
}

// Hunted: a browser whose cursor is ahead of what it was sent, which no later resume can mend.
it(
  '[G25] whenever browsers come, go or are cut off between two frames, each has all its cursor says, and nothing twice',
  { timeout: 120_000 },
  async () => {
    const env = process.env
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80 }), async (steps) => {
        await using gateway = await TestGateway.start()
        const { switchboard } = gateway
        switchboard.answerDelayMs = 4
        const browsers = Array.from({ length: BROWSERS }, () => {
          return new ModelBrowser(gateway.url, switchboard.changesets)
        })
        for (const one of steps) {
          if (one.do === 'commit') commitStep(switchboard, one)
          if (one.do === 'connect') browsers[one.browser]?.connect(one.frames)
          if (one.do === 'disconnect') browsers[one.browser]?.disconnect()
          if (one.do === 'upstream-lost') switchboard.disconnect()
          if (one.do === 'trim') switchboard.keptFrom = Math.max(0, switchboard.seq - 3)
          if (one.do === 'rest') await delay(one.ms)
        }
        // Everyone comes back to stay; one more change of everything tells when all have arrived.
        for (const one of browsers) one.connect()
        commitStep(switchboard, {
          do: 'commit',
          number: CAROL,
          position: 1,
          withEntry: true,
          withRow: true,
        })
        await vi.waitFor(
          () => {
            for (const one of browsers) {
              if (!one.isConnected) one.connect()
              expect(one.known).toEqual(knownAfter(switchboard.changesets))
            }
          },
          { timeout: 15_000, interval: 50 },
        )
        expect(browsers.flatMap(({ faults }) => faults)).toEqual([])
        for (const one of browsers) one.disconnect()
      }),
      {
        numRuns: Number(env['FC_RUNS'] ?? 12),
        ...(env['FC_SEED'] !== undefined && { seed: Number(env['FC_SEED']) }),
      },
    )
  },
)
