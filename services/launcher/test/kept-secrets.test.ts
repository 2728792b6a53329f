import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keptGatewayToken, keptSimulatorAccount } from '../src/kept-secrets.ts'
import { removeFolder } from './run.ts'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'kept-'))))
afterEach(() => removeFolder(folder))

describe('secrets that nobody gave', () => {
  it('[L25] are made once, and readable by their owner only', async () => {
    const dataDir = join(folder, 'new/data')
    const token = await keptGatewayToken(dataDir)
    const account = await keptSimulatorAccount(dataDir)
    expect(token.reveal()).toMatch(/^[\w-]{43}$/)
    expect((await keptGatewayToken(dataDir)).reveal()).toBe(token.reveal())
    expect(await keptSimulatorAccount(dataDir)).toEqual(account)
    for (const name of ['gateway-token', 'simulator-account.json'])
      expect((await stat(join(dataDir, name))).mode & 0o777).toBe(0o600)
  })

  it('[L25] are never replaced silently when their file is damaged', async () => {
    const file = join(folder, 'simulator-account.json')
    await writeFile(file, '{"sid":')
    await expect(keptSimulatorAccount(folder)).rejects.toThrow(`${file} is damaged: set it right`)
    expect(await readFile(file, 'utf8')).toBe('{"sid":')
  })

  it('[L1] name DATA_DIR when it cannot be written', async () => {
    await writeFile(join(folder, 'file'), '')
    const token = keptGatewayToken(join(folder, 'file/data'))
    await expect(token).rejects.toThrow(/^DATA_DIR is unusable.*set it to a folder of your own\.$/)
  })
})
