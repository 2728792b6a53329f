import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { importLines } from '@switchboard/history'
import { describe, expect, it } from 'vitest'
import { adoptIncoming } from '../src/incoming/adopt-incoming.ts'
import { makeIncoming } from '../src/incoming/make-incoming.ts'
import { bodiesIn, makeData, makeFolder, run, startOn } from './support/command-folder.ts'
import { makeText } from './support/start-switchboard.ts'

describe('restore and import in the place of a history', () => {
  it.each(['restore b', 'import e'])(
    '[K4] %s --replace puts the copy in the place of what is here, or leaves that',
    async (line) => {
      await using folder = await makeFolder()
      await makeData(folder)
      await run(folder, 'backup b')
      await run(folder, 'export e')
      {
        await using running = await startOn(folder)
        await running.webhook(makeText({ Body: 'later' }))
      }
      const refused = await run(folder, line)
      expect([refused.exitCode, refused.err]).toEqual([1, expect.stringContaining('--replace')])
      const spoilt = line.startsWith('restore') ? join('b', 'BACKUP.json') : 'e'
      const whole = await readFile(folder.join(spoilt), 'utf8')
      await writeFile(folder.join(spoilt), whole.slice(0, -20))
      expect(await run(folder, `${line} --replace`)).toMatchObject({ exitCode: 1 })
      expect(await bodiesIn(folder)).toContain('later')
      await writeFile(folder.join(spoilt), whole)
      expect(await run(folder, `${line} --replace`)).toMatchObject({ exitCode: 0, err: '' })
      expect(await bodiesIn(folder)).toHaveLength(5)
      expect(await readdir(folder.join('data'))).toEqual(['history', 'media'])
      expect(await run(folder, 'verify')).toMatchObject({ exitCode: 0 })
      expect(await run(folder, 'verify --replace')).toMatchObject({ exitCode: 2 })
    },
  )

  it('[K4] [A22] loses nothing of a swap that was cut short by a copy that cannot be read', async () => {
    await using folder = await makeFolder()
    await makeData(folder)
    await run(folder, 'export e')
    const lines = (await readFile(folder.join('e'), 'utf8')).split('\n')
    await makeIncoming(folder.join('data'), 'import', (location, files) =>
      importLines(lines, location, { files }),
    )
    const cut = adoptIncoming(folder.join('data'), (step) => {
      if (step === 'history in place') throw new Error('power cut')
    })
    await expect(cut).rejects.toThrow('power cut')
    expect((await run(folder, 'verify')).err).toContain('start the switchboard once')
    await writeFile(folder.join('bad'), 'hello\n')
    expect(await run(folder, 'import bad --replace')).toMatchObject({ exitCode: 1 })
    expect(await bodiesIn(folder)).toHaveLength(5)
  })
})
