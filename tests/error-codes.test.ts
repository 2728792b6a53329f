import { readFile } from 'node:fs/promises'
import { errorStatus } from '@switchboard/protocol'
import { expect, it } from 'vitest'

it('[P1] docs/SPEC.md lists every error code with its status, and no other', async () => {
  const spec = await readFile(new URL('../docs/SPEC.md', import.meta.url), 'utf8')
  const rows = [...spec.matchAll(/^\| `([A-Z_]+)`\s*\| (\d{3})\s*\|/gm)]
  const listed = Object.fromEntries(rows.map(([, code, status]) => [code, Number(status)]))
  expect(listed).toEqual(errorStatus)
})
