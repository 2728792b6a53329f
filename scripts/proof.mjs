// Runs one proof for as long as asked: npm run crash -- --cycles 5000, npm run fuzz -- --requests 1000000,
// npm run feed -- --histories 10000; with --seed N as an earlier run was. It prints its seed and how far it is.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const counted = { crash: 'cycles', fuzz: 'requests', feed: 'histories' }
const [name = '', ...args] = process.argv.slice(2)
const unit = Object.hasOwn(counted, name) ? counted[name] : fail(`There is no proof "${name}".`)
const { values } = readArgs()

const vitest = join(
  dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
  'vitest.mjs',
)
const child = spawn(
  process.execPath,
  [vitest, 'run', '--project', 'proofs', `tests/proofs/${name}.test.ts`],
  {
    cwd: root,
    env: {
      ...process.env,
      PROOF: 'nightly',
      ...(values[unit] && { [`${name.toUpperCase()}_COUNT`]: values[unit] }),
      ...(values.seed && { SEED: values.seed }),
    },
    stdio: 'inherit',
  },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))

function readArgs() {
  try {
    return parseArgs({ args, options: { [unit]: { type: 'string' }, seed: { type: 'string' } } })
  } catch (error) {
    return fail(error.message)
  }
}

function fail(message) {
  console.error(`${message} Usage: npm run crash -- --cycles 5000 [--seed 1]`)
  return process.exit(64)
}
