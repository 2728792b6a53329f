// Makes a fresh clone ready to run: installs what the lockfile says and builds, each only when something changed.
// Uses nothing but Node and npm; pnpm comes along by npx. Does nothing where a platform has done this already.
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const inRoot = (...path) => join(root, ...path)
const rooms = ['packages', 'services', 'apps'].flatMap((kind) =>
  readdirSync(inRoot(kind)).map((name) => inRoot(kind, name)),
)
const launcher = inRoot('services/launcher/dist/bin.js')

requireNode()
if (!isDeployed()) {
  install()
  build()
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24) return
  fail(
    `Switchboard needs Node 20.19, 22.12 or 24 and newer, and this is ${process.version}: see nodejs.org.`,
  )
}

/** Heroku builds and prunes on its own; a container image holds what is built and no tools to build it. */
function isDeployed() {
  const built = existsSync(launcher) && existsSync(inRoot('node_modules'))
  return Boolean(process.env.DYNO) || (built && !existsSync(inRoot('node_modules/esbuild')))
}

function install() {
  const manifests = [inRoot('package.json'), ...rooms.map((room) => join(room, 'package.json'))]
  const inputs = [...manifests, inRoot('pnpm-lock.yaml'), inRoot('pnpm-workspace.yaml')]
  const stamp = hash(inputs.filter(existsSync))
  const stampFile = inRoot('node_modules/.switchboard-installed')
  if (read(stampFile) === stamp) return
  console.log(
    existsSync(stampFile)
      ? 'Installing dependencies (they changed)…'
      : 'Installing dependencies (first time only)…',
  )
  const reporter = process.stdout.isTTY ? 'default' : 'append-only'
  const settings = [`--reporter=${reporter}`, '--config.confirmModulesPurge=false']
  run([...pnpm(), 'install', '--frozen-lockfile', '--prod=false', ...settings], 'The installation')
  writeFileSync(stampFile, stamp)
}

/** The exact pnpm of package.json: from PATH if it is that one, else by npx. */
function pnpm() {
  const { packageManager } = JSON.parse(read(inRoot('package.json')))
  const found = spawnSync('pnpm', ['--version'], { cwd: '/', env: cleanEnv(), encoding: 'utf8' })
  const exact = `pnpm@${found.stdout?.trim()}` === packageManager
  return exact ? ['pnpm'] : ['npx', '-y', packageManager]
}

function build() {
  const sources = rooms.flatMap((room) =>
    ['src', 'public'].flatMap((name) => files(join(room, name))),
  )
  const settings = [inRoot('node_modules/.switchboard-installed'), inRoot('scripts/build.mjs')]
  const stamp = hash([...settings, ...sources])
  const stampFile = inRoot('node_modules/.switchboard-built')
  if (read(stampFile) === stamp && existsSync(launcher)) return
  console.log('Building…')
  run([process.execPath, inRoot('scripts/build.mjs')], 'The build')
  writeFileSync(stampFile, stamp)
}

function files(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .toSorted()
}

function hash(paths) {
  const sum = createHash('sha256').update(`${process.version} ${process.arch}\n`)
  for (const path of paths) sum.update(`${path.slice(root.length)}\n`).update(readFileSync(path))
  return sum.digest('hex')
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/**
 * npm hands its whole configuration down in npm_* variables, and NODE_ENV=production would leave the tools out.
 * The machine's own certificates count too: a company's network may stand before the registry with one of its own.
 */
function cleanEnv() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.toLowerCase().startsWith('npm_') && name !== 'NODE_ENV',
  )
  return {
    NODE_USE_SYSTEM_CA: '1',
    ...Object.fromEntries(kept),
    npm_config_update_notifier: 'false',
  }
}

function run([command, ...args], what) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env: cleanEnv(),
    stdio: 'inherit',
  })
  if (error) fail(`${what} could not be started: ${error.message}.`)
  if (status !== 0) fail(`${what} failed; what went wrong stands above.`)
}

function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}
