import { writeSync } from 'node:fs'
import { makeMessage, randomFrom } from '../../src/contract/fixtures.ts'
import { LevelStore } from '../../src/index.ts'

// Run as a process of its own until the power goes: writes messages and private records, large ones
// among them so that LevelDB changes logs and merges tables, and prints each once it is confirmed.
const [location = '', run = '', seed = '0'] = process.argv.slice(2)
const random = randomFrom(Number(seed))
const store = new LevelStore({ location, markIntervalMs: 5, keepOpenRetryMs: 5000 })
await store.open()
writeSync(1, `open ${store.seq} ${JSON.stringify(store.lostTail ?? null)}\n`)

const body = () => {
  const large = random() < 0.5
  return Array.from({ length: large ? 2000 : 2 }, () => random().toString(36)).join(' ')
}

async function write(worker: number): Promise<never> {
  for (let n = 0; ; n += 1) {
    const id = `${run}-${worker}-${n}`
    if (random() < 0.3) {
      await store.transact((transaction) => transaction.putRecord('quarantine', id, body()))
      writeSync(1, `record ${id}\n`)
    } else {
      const draft = makeMessage({ sid: id, body: body() })
      const { seq } = await store.transact((each) => each.append(`+1415555010${worker}`, draft))
      writeSync(1, `message ${id} ${seq}\n`)
    }
  }
}

await Promise.all([0, 1, 2, 3].map(write))
