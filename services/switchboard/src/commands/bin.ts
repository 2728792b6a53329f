import { INTERRUPTED, runCommand } from './run-command.ts'

const interrupted = new AbortController()
let signals = 0
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    signals += 1
    interrupted.abort()
    // Whoever asks three times does not want to wait for tidying. npm passes on each one it gets too.
    if (signals > 4) process.exit(INTERRUPTED)
  })
// `… quarantine | head` closes its end: nobody reads on.
process.stdout.on('error', () => process.exit(0))

const { DATA_DIR = 'data', INIT_CWD } = process.env
process.exit(
  await runCommand(process.argv.slice(2), {
    dataDir: DATA_DIR,
    // npm runs scripts in the project's folder; paths are meant from where its caller is.
    cwd: INIT_CWD ?? process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: interrupted.signal,
    // Twilio's SDK takes longer to load than most commands to run.
    runBackfill: async (...asked) => {
      const { backfillAlone } = await import('./backfill-alone.ts')
      return backfillAlone(...asked)
    },
  }),
)
