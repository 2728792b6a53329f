import { append } from '../src/contract/fixtures.ts'
import { LevelStore } from '../src/index.ts'

// Run as a process of its own: appends for ever and prints each sid once it is confirmed.
const store = new LevelStore({ location: process.argv[2] ?? '' })
await store.open()

async function write(worker: number): Promise<never> {
  for (let n = 0; ; n += 1) {
    const sid = `SM${process.pid}-${worker}-${n}`
    const { seq } = await append(store, `+1415555010${worker}`, { sid })
    process.stdout.write(`${seq} ${sid}\n`)
  }
}

await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(write))
