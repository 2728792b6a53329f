import { readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Rules are defined by `- **[X1]** …`; anything else in brackets only mentions one. */
async function rulesOfSpec(): Promise<string[]> {
  const spec = await readFile(join(root, 'docs/SPEC.md'), 'utf8')
  return [...spec.matchAll(/^- \*\*\[([A-Z]\d+)\]\*\*/gm)].map(([, id = '']) => id)
}

async function testFiles(): Promise<string[]> {
  const folders = ['packages', 'services', 'apps', 'tests']
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(join(root, folder), { recursive: true })
      return names.map((name) => join(root, folder, name))
    }),
  )
  return found
    .flat()
    .filter((file) => /\.tsx?$/.test(file) && !/node_modules|\/dist\//.test(file))
    .filter((file) => file !== fileURLToPath(import.meta.url))
}

/** Rule id → the files whose test names quote it. A contract suite's names count as well. */
async function quotedRules(): Promise<Map<string, string[]>> {
  const quoted = new Map<string, string[]>()
  for (const file of await testFiles()) {
    const source = await readFile(file, 'utf8')
    // Names of tests and of groups, also where they come after a table of cases.
    for (const [, name = ''] of source.matchAll(/['"`]((?:\[[A-Z]\d+\] ?)+)/g))
      for (const [, id = ''] of name.matchAll(/\[([A-Z]\d+)\]/g))
        quoted.set(id, [...(quoted.get(id) ?? []), relative(root, file)])
  }
  return quoted
}

describe('docs/SPEC.md', () => {
  it('numbers each rule once', async () => {
    const rules = await rulesOfSpec()
    expect(rules.length).toBeGreaterThan(0)
    expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([])
  })

  it('has a test for each rule', async () => {
    const quoted = await quotedRules()
    expect((await rulesOfSpec()).filter((id) => !quoted.has(id))).toEqual([])
  })

  it('has a rule for each id that a test quotes', async () => {
    const rules = new Set(await rulesOfSpec())
    const unknown = [...(await quotedRules())].filter(([id]) => !rules.has(id))
    expect(unknown).toEqual([])
  })
})
