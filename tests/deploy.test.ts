import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFile(join(root, path), 'utf8')

interface Manifest {
  packageManager: string
  scripts: Record<string, string>
}
interface ComposeService {
  build?: string
  image?: string
  profiles?: string[]
  network_mode?: string
  networks?: Record<string, { aliases: string[] }>
  volumes?: string[]
  depends_on?: string[]
  environment?: Record<string, string>
}

const services = ['switchboard', 'gateway', 'simulator', 'front-door', 'launcher']

describe('the deploy files', () => {
  it('[L30] start the launcher itself, on Heroku and in a container', async () => {
    const command = 'node services/launcher/dist/bin.js'
    expect((await read('Procfile')).trim()).toBe(`web: ${command}`)
    expect(await read('Dockerfile')).toContain(
      `CMD ${JSON.stringify(command.split(' ')).replaceAll(',', ', ')}`,
    )
    const { scripts } = JSON.parse(await read('package.json')) as Manifest
    expect(scripts['start']).toBe('node scripts/start.mjs')
    expect(await read('scripts/start.mjs')).toContain('services/launcher/dist/bin.js')
    expect(existsSync(join(root, 'services/launcher/src/bin.ts'))).toBe(true)
  })

  it('[L30] bring the package manager that the lockfile was made by', async () => {
    const { packageManager } = JSON.parse(await read('package.json')) as Manifest
    expect(await read('Dockerfile')).toContain(`npm install --global ${packageManager}\n`)
  })

  it('[L30] describe to Heroku what has to be set there', async () => {
    const app = JSON.parse(await read('app.json')) as {
      env: Record<string, { required?: boolean }>
    }
    const names = Object.keys(app.env).filter((name) => app.env[name]?.required)
    expect(names.toSorted()).toEqual([
      'TWILIO_AUTH_TOKEN',
      'TWILIO_DEFAULT_FROM',
      'TWILIO_PHONE_NUMBER_SID',
      'TWILIO_SID',
      'URL',
    ])
  })

  it('[L31] compose one switchboard, two gateways and NGINX, and a simulator on demand', async () => {
    const compose = parse(await read('docker-compose.yml'), { merge: true }) as {
      services: Record<string, ComposeService>
      volumes: Record<string, unknown>
    }
    const { switchboard, nginx, simulator, ...gateways } = compose.services
    expect(Object.keys(gateways)).toEqual(['gateway-0', 'gateway-1'])
    expect(switchboard?.environment?.['SERVICE']).toBe('switchboard')
    expect(simulator?.profiles).toEqual(['simulator'])
    expect(simulator?.environment?.['SERVICE']).toBe('simulator')
    for (const gateway of Object.values(gateways))
      expect(gateway.environment).toMatchObject({
        SERVICE: 'gateway',
        SWITCHBOARD_URL: 'http://switchboard:8080',
      })
    for (const gateway of Object.values(gateways))
      expect(gateway.networks?.['default']?.aliases).toEqual(['gateways'])
    for (const service of Object.values(compose.services)) {
      expect(service.build !== undefined || service === nginx).toBe(true)
      for (const name of service.depends_on ?? []) expect(compose.services).toHaveProperty(name)
      for (const volume of service.volumes ?? [])
        expect([volume, isThere(volume, compose.volumes)]).toEqual([volume, true])
    }
  })

  it('[L31] give NGINX the paths of the front door, and the services of the composition', async () => {
    const conf = await read('nginx/switchboard.conf')
    const targets = new Map(
      [...conf.matchAll(/location (?:[=~] )?(\S+) \{[^}]*?proxy_pass http:\/\/\$?([\w.:]+)/g)].map(
        ([, path = '', target = '']) => [path, target],
      ),
    )
    expect(Object.fromEntries(targets)).toEqual({
      '/smswebhook': 'switchboard',
      '/smsstatus': 'switchboard',
      '/gateway': 'switchboard',
      '/api/': 'switchboard',
      '^/api/v1/admin/(restore|import)$': 'switchboard',
      '/media/': 'switchboard',
      '/readyz': 'switchboard',
      '/metrics': 'switchboard',
      '^/phone(/|$)': '127.0.0.1:8081',
      '/': 'gateways',
    })
    const hosts = [...conf.matchAll(/^map '' \$(\w+) \{ default (\w+):8080; \}$/gm)]
    expect(hosts.map(([, name, host]) => [name, host])).toEqual([
      ['switchboard', 'switchboard'],
      ['gateways', 'gateways'],
    ])
    expect(conf).not.toMatch(/^\s*(limit_req|return 30|proxy_next_upstream.*non_idempotent)/m)
  })
})

describe('the settings', () => {
  it('[L32] are listed in example.env, exactly those the code reads', async () => {
    const example = await read('example.env')
    const listed = [...example.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name = '']) => name)
    expect(new Set(listed).size).toBe(listed.length)
    expect(listed.toSorted()).toEqual([...(await variablesRead())].toSorted())
  })
})

/** A volume's source: a file of ours, or one of the named volumes. */
function isThere(volume: string, named: Record<string, unknown>): boolean {
  const [source = ''] = volume.split(':')
  return source.startsWith('./') ? existsSync(join(root, source)) : source in named
}

/** What a platform or the launcher sets, never a person. */
const internal = new Set(['DYNO', 'NODE_ENV', 'SIMULATOR'])

/** The names given to the readers of settings, which are the only users of the environment. */
async function variablesRead(): Promise<Set<string>> {
  const names = new Set<string>()
  const folders = [...services.map((name) => `services/${name}/src`), 'packages/service/src']
  for (const folder of folders)
    for (const file of await readdir(join(root, folder), { recursive: true }))
      if (file.endsWith('.ts')) {
        const source = await read(join(folder, file))
        for (const [, name = ''] of source.matchAll(/\benv[A-Z]\w+\(\s*[\w.]+,\s*'([A-Z_]+)'/g))
          names.add(name)
      }
  for (const name of internal) names.delete(name)
  return names
}
