import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { describeHistoryStore } from '../src/contract/index.ts'
import { LevelStore } from '../src/index.ts'

const root = mkdtempSync(join(tmpdir(), 'switchboard-history-'))
let made = 0

afterAll(() => rmSync(root, { recursive: true, force: true }))

describeHistoryStore('LevelStore', async () => {
  made += 1
  const store = new LevelStore({ location: join(root, String(made)) })
  await store.open()
  return store
})
