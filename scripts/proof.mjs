// Runs one proof for as long as asked: npm run crash -- --cycles 5000, npm run power-cuts -- --cuts 3000, …;
// with --seed N as an earlier run was. It prints its seed and how far it is; Ctrl-C ends it.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const faults = 'packages/history/test/faults'
/** What is counted, the test that does it, and the variable it reads its count from. */
const proofs = {
  crash: ['cycles', 'tests/proofs/crash.test.ts', 'CRASH_COUNT'],
  fuzz: ['requests', 'tests/proofs/fuzz.test.ts', 'FUZZ_COUNT'],
  feed: ['histories', 'tests/proofs/feed.test.ts', 'FEED_COUNT'],
  'power-cuts': ['cuts', `${faults}/power-loss.test.ts`, 'CUTS_COUNT'],
  'failing-disk': ['calls', `${faults}/failing-disk.test.ts`, 'CALLS_COUNT'],
  corruption: ['damages', `${faults}/corruption.test.ts`, 'CORRUPTIONS_COUNT'],
  'lying-network': [
    'schedules',
    'services/switchboard/test/lying-network.test.ts',
    'SCHEDULES_COUNT',
  ],
}
const [name = '', ...args] = process.argv.slice(2)
const [unit, file, variable] = Object.hasOwn(proofs, name)
  ? proofs[name]
  : fail(`There is no proof "${name}".`)
const { values } = readArgs()
const project = file.startsWith('tests/') ? 'proofs' : 'unit'

const vitest = join(
  dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
  'vitest.mjs',
)
const child = spawn(
  process.execPath,
  // What fails here once has failed, and what it says is shown when it says it.
  [vitest, 'run', '--project', project, '--retry=0', '--disableConsoleIntercept=true', file],
  {
    cwd: root,
    env: {
      ...process.env,
      PROOF: 'nightly',
      ...(values[unit] && { [variable]: values[unit] }),
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
  const all = Object.entries(proofs).map(([each, [what]]) => `${each} -- --${what} N [--seed N]`)
  console.error(`${message} Usage: npm run …\n  ${all.join('\n  ')}`)
  return process.exit(64)
}
