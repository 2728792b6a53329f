// Runs the tests, those in a browser too where there is one. Arguments go on to vitest.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const browser = findBrowser()
if (!browser) {
  console.log(
    'Skipped: the browser tests (tests/e2e), as no Chromium was found. Install chromium or Google Chrome, or set CHROMIUM_PATH.',
  )
  if (process.env.REQUIRE_BROWSER === '1') process.exit(1)
}

const vitest = join(
  dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
  'vitest.mjs',
)
// The stories take as long as all else together, so they run when they are asked for.
const stories = process.argv.includes('stories') ? [] : ['--project=!stories']
const selection = browser ? stories : [...stories, '--exclude', 'tests/e2e/**']
const child = spawn(process.execPath, [vitest, 'run', ...selection, ...process.argv.slice(2)], {
  cwd: root,
  env: testEnv(),
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))

function findBrowser() {
  if (process.env.CHROMIUM_PATH) return existing(process.env.CHROMIUM_PATH)
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return [...candidates, mac].find(existsSync)
}

function existing(path) {
  if (existsSync(path)) return path
  console.error(
    `CHROMIUM_PATH is ${path}, where nothing is: set it to a Chromium or leave it unset.`,
  )
  return process.exit(1)
}

/** NODE_ENV and npm's variables of whoever calls must not change what the tests see. */
function testEnv() {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.toLowerCase().startsWith('npm_') && name !== 'NODE_ENV',
  )
  const env = Object.fromEntries(kept)
  return browser ? { ...env, CHROMIUM_PATH: browser } : env
}
