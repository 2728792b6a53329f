import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { customers, eventually, PASSWORD, type ConsoleClient } from '@switchboard/dev-env'
import { expect, it } from 'vitest'
import { API_TOKEN, LaunchedSystem } from '../support/launched-system.ts'

const { ann } = customers
const [ada, bob] = ['Ada Lovelace', 'Bob Moses'] as const
const PATIENCE_MS = 300_000

const noteIn = async (system: LaunchedSystem): Promise<boolean> =>
  (await system.entries(ann)).some(({ kind }) => kind === 'note')

/** What only the history in use has, not the copy. */
async function makeOld(admin: ConsoleClient): Promise<void> {
  await eventually('she is back', () => admin.request('whoami', {}))
  await admin.request('create-agent', { name: bob, password: PASSWORD })
  await admin.request('note', { number: ann, body: 'After the copy' })
}

/** Which of the two histories is here; both people and notes have to be of one of them. */
async function whichIsHere(system: LaunchedSystem): Promise<'old' | 'new'> {
  const isOld = (await system.names()).includes(bob)
  expect(await noteIn(system)).toBe(isOld)
  expect((await system.entries(ann)).filter(({ kind }) => kind === 'message')).toHaveLength(1)
  return isOld ? 'old' : 'new'
}

async function eventuallyTidy({ dataDir }: LaunchedSystem): Promise<void> {
  await eventually('nothing is left of the upload', async () => {
    const names = await readdir(dataDir)
    return !names.includes('incoming') && !names.includes('previous')
  })
}

/** Asks as often as the loop turns, so that what is there for a moment only is seen. */
async function asSoonAs(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('The moment to kill it never came')
    await nextTurn()
  }
}

/** An upload of which half comes and no more. */
function uploadHalf({ base }: LaunchedSystem, copy: string): void {
  const upload = request(`${base}/api/v1/admin/restore?replace=yes`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${API_TOKEN}` },
  })
  upload.on('error', () => undefined)
  upload.write(copy.slice(0, copy.length / 2))
}

/** When all processes are killed. Once it was told to take its place it has to be the new one. */
const moments: [name: string, at: (dataDir: string) => boolean][] = [
  [
    'it was made and nothing was moved yet',
    (dataDir) => existsSync(join(dataDir, 'incoming/READY.json')),
  ],
  ['the old one was moved aside', (dataDir) => existsSync(join(dataDir, 'previous/history'))],
  [
    'the new one was moved in its place',
    (dataDir) =>
      existsSync(join(dataDir, 'previous/history')) && existsSync(join(dataDir, 'history')),
  ],
]

it(
  '[A21] [A22] leaves the old history or the new one whole when all is killed in the middle of an upload or of the swap',
  async () => {
    await using system = await LaunchedSystem.create()
    await using admin = await system.admin(ada)
    await system.carrier.text(ann, 'Hello')
    await eventually('it is here', async () => (await system.entries(ann)).length > 0)
    const copy = await system.backup()
    await makeOld(admin)

    uploadHalf(system, copy)
    await asSoonAs(() => existsSync(join(system.dataDir, 'incoming')))
    await system.kill()
    expect(existsSync(join(system.dataDir, 'incoming'))).toBe(true)
    await system.start()
    expect(await whichIsHere(system)).toBe('old')
    await eventuallyTidy(system)

    for (const [name, isSo] of moments) {
      const uploaded = system.restore(copy, '?replace=yes').catch(() => undefined)
      await asSoonAs(() => isSo(system.dataDir))
      await system.kill()
      await uploaded
      await system.start()
      expect([name, await whichIsHere(system)]).toEqual([name, 'new'])
      await eventuallyTidy(system)
      await makeOld(admin)
    }
  },
  PATIENCE_MS,
)
