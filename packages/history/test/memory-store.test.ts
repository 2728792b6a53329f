import { describeHistoryStore } from '../src/contract/index.ts'
import { MemoryStore } from '../src/index.ts'

describeHistoryStore('MemoryStore', async () => {
  const store = new MemoryStore()
  await store.open()
  return store
})
