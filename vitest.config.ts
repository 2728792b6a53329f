import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// `source` makes the workspace packages resolve to their TypeScript, so tests need no build of our own code.
const conditions = ['source']
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } }

// A shared machine may hold a process up for seconds: what is waited for gets its time, and in CI a test that ran
// out of it once more. The proofs get no second try: what fails there once has failed.
const patient = { expect: { poll: { timeout: 15_000 } }, retry: process.env['CI'] ? 1 : 0 }

// By itself vitest leaves one core out, which of two is half: much of what is tested waits for a disk or a clock.
const maxWorkers = Math.max(2, availableParallelism() - 1)

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          ...patient,
          name: 'unit',
          maxWorkers,
          include: ['packages/*/test/**/*.test.ts', 'services/*/test/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          ...patient,
          name: 'dom',
          maxWorkers,
          environment: 'happy-dom',
          include: ['apps/*/{src,test}/**/*.test.{ts,tsx}'],
          setupFiles: ['apps/console/test/setup.ts'],
          testTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          ...patient,
          name: 'system',
          include: ['tests/*.test.ts', 'tests/{system,e2e}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        ...shared,
        test: {
          ...patient,
          // What agents want, whole days of it: beside `npm test`, by `npm run stories` and in CI.
          name: 'stories',
          include: ['tests/stories/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // People wait for one another most of the time: two offices fit on one machine.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        ...shared,
        test: {
          name: 'proofs',
          include: ['tests/proofs/**/*.test.ts'],
          // A proof says how far it is, and its own bounds end it.
          testTimeout: 24 * 3600_000,
          disableConsoleIntercept: true,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
