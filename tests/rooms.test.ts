import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The rooms, and which of ours each may import. */
const rooms: Record<string, readonly string[]> = {
  'packages/protocol': [],
  'packages/mood': ['protocol'],
  'packages/history': ['protocol'],
  'packages/pipeline': ['protocol', 'mood'],
  'packages/channel': ['protocol'],
  'packages/service': ['protocol'],
  'services/switchboard': ['protocol', 'mood', 'history', 'service'],
  'services/gateway': ['protocol', 'channel', 'pipeline', 'service'],
  'services/simulator': ['protocol', 'service'],
  'services/front-door': ['service'],
  'services/launcher': ['service'],
  'apps/console': ['protocol', 'channel'],
  'apps/phone': ['protocol'],
}
const anything = 'packages/dev-env'

interface Manifest {
  name: string
  exports?: Record<string, unknown>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

const manifestOf = async (room: string) =>
  JSON.parse(await readFile(join(root, room, 'package.json'), 'utf8')) as Manifest

async function sourcesOf(room: string, folder: string): Promise<string[]> {
  const path = join(root, room, folder)
  if (!existsSync(path)) return []
  const files = await readdir(path, { recursive: true })
  return files.filter((file) => /\.tsx?$/.test(file)).map((file) => join(path, file))
}

/** Module names in import and export statements, and in import(). */
async function importsOf(file: string): Promise<string[]> {
  const source = await readFile(file, 'utf8')
  const statements =
    /^\s*(?:import|export)\b[^;'"]*?from\s*'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm
  return [...source.matchAll(statements)].map(([, a, b, c]) => a ?? b ?? c ?? '')
}

/** `@scope/name/sub` → `@scope/name`; `#name` is a package's own affair. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

function isOwn(specifier: string): boolean {
  return specifier.startsWith('.') || specifier.startsWith('#')
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier)
}

describe('the rooms', () => {
  it('are all the folders there are', async () => {
    const found = await Promise.all(
      ['packages', 'services', 'apps'].map(async (kind) =>
        (await readdir(join(root, kind))).map((name) => `${kind}/${name}`),
      ),
    )
    expect(found.flat().toSorted()).toEqual([...Object.keys(rooms), anything].toSorted())
  })

  it.each(Object.entries(rooms))(
    '%s depends on %j of ours and nothing else',
    async (room, allowed) => {
      const { dependencies = {} } = await manifestOf(room)
      const ours = Object.keys(dependencies).filter((name) => name.startsWith('@switchboard/'))
      expect(ours.toSorted()).toEqual(allowed.map((name) => `@switchboard/${name}`).toSorted())
    },
  )

  it('let only tests see the development environment', async () => {
    for (const room of Object.keys(rooms)) {
      const { dependencies = {}, name } = await manifestOf(room)
      expect([name, Object.keys(dependencies)]).not.toEqual([
        name,
        expect.arrayContaining(['@switchboard/dev-env']),
      ])
    }
  })

  it.each([...Object.keys(rooms), anything])(
    '%s imports what its package.json names',
    async (room) => {
      const { name, dependencies = {}, devDependencies = {} } = await manifestOf(room)
      const rootManifest = await manifestOf('.')
      const shipped = new Set([name, ...Object.keys(dependencies)])
      const tools = [
        ...Object.keys(devDependencies),
        ...Object.keys(rootManifest.devDependencies ?? {}),
      ]
      const problems: string[] = []
      // An app's dependencies are bundled into it, so all of them may be devDependencies.
      const app = room.startsWith('apps/') ? tools : []
      for (const [folder, known] of [
        ['src', new Set([...shipped, ...app])],
        ['test', new Set([...shipped, ...tools])],
      ] as const)
        for (const file of await sourcesOf(room, folder))
          for (const specifier of await importsOf(file))
            if (!isOwn(specifier) && !isBuiltin(specifier) && !known.has(packageOf(specifier))) {
              // A contract suite is exported, and run by the tests of others.
              const isTest =
                /\.test\.tsx?$|\/src\/contract\//.test(file) && tools.includes(packageOf(specifier))
              if (!isTest) problems.push(`${relative(root, file)}: ${specifier}`)
            }
      expect(problems).toEqual([])
    },
  )

  it.each([...Object.keys(rooms), anything, 'tests'])(
    '%s reaches no other by a path',
    async (room) => {
      const inside = join(root, room)
      const problems: string[] = []
      const folders = room === 'tests' ? ['.'] : ['src', 'test']
      for (const folder of folders)
        for (const file of await sourcesOf(room, folder))
          for (const specifier of await importsOf(file))
            if (
              specifier.startsWith('.') &&
              !resolve(dirname(file), specifier).startsWith(`${inside}/`)
            )
              problems.push(`${relative(root, file)}: ${specifier}`)
      expect(problems).toEqual([])
    },
  )
})
