import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { ModelChecks } from './support/model-checks.ts'
import { AGENTS, CAPACITY, histories, ModelDesk, type Step } from './support/model-desk.ts'

async function play(history: readonly (readonly Step[])[]): Promise<void> {
  const desk = new ModelDesk()
  await desk.open()
  const checks = new ModelChecks(desk)
  try {
    for (const steps of history) {
      await desk.play(steps)
      await checks.look()
    }
  } finally {
    await desk.close()
  }
}

it('[R8] [R9] [R10] [R12] [R14] [R20] leaves nothing waiting, lost, asleep, above capacity or stuck, whatever comes and goes', async () => {
  const played = fc.assert(fc.asyncProperty(histories, play), {
    numRuns: Number(process.env['HISTORIES'] ?? 2000),
    seed: Number(process.env['SEED'] ?? Date.now() % 2 ** 31),
  })
  await expect(played).resolves.toBeUndefined()
}, 600_000)

/** How much each of them has when so many texts were handed out. */
async function loadsAfter(agents: string[], wanted: number, steps: Step[][]): Promise<number[]> {
  const desk = new ModelDesk()
  await desk.open()
  for (const some of steps) await desk.play(some)
  const { counts } = await desk.store.counts()
  await desk.close()
  const loads = agents.map((id) => counts[`open/${id}`] ?? 0)
  expect(loads.reduce((sum, load) => sum + load, 0)).toBe(wanted)
  return loads
}

async function spread(agents: string[], most: number, isAtOnce: boolean): Promise<void> {
  const count = Math.min(most, agents.length * CAPACITY)
  const come: Step[] = agents.map((who) => ({ do: 'come', who, gateway: 'one' }))
  const write: Step[] = Array.from({ length: count }, (_, customer) => ({ do: 'text', customer }))
  const loads = await loadsAfter(agents, count, [
    come,
    ...(isAtOnce ? [write] : write.map((one) => [one])),
  ])
  expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
}

it('[R8] spreads texts of different customers evenly, to within one, one by one and all at once', async () => {
  const here = fc.subarray(AGENTS, { minLength: 1 })
  const texts = fc.integer({ min: 1, max: 5 })
  await fc.assert(fc.asyncProperty(here, texts, fc.boolean(), spread), { numRuns: 200 })
}, 300_000)

it('[R8] shares a Queue that is there among all who come to it at once', async () => {
  // One gateway tells of all of them in one report, as after a restart.
  const loads = await loadsAfter(AGENTS, 5, [
    [{ do: 'automatic', on: false }],
    AGENTS.map((who) => ({ do: 'come', who, gateway: 'one' })),
    [0, 1, 2, 3, 4].map((customer) => ({ do: 'text', customer })),
    [{ do: 'automatic', on: true }],
  ])
  expect(Math.max(...loads) - Math.min(...loads)).toBe(1)
})
