import { existsSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import {
  importLines,
  LevelStore,
  restore,
  restoreLines,
  type KeptFiles,
  type RestoreSummary,
} from '@switchboard/history'
import type { Quarantine } from '@switchboard/protocol'
import type { VerifyResult } from '../admin/tasks.ts'
import { adoptIncoming, forgetPrevious } from '../incoming/adopt-incoming.ts'
import { makeIncoming } from '../incoming/make-incoming.ts'
import { carryOver, firstProblem } from '../incoming/settle-adoption.ts'
import { readCommand, usage, type Command } from './arguments.ts'
import { OpenedStore, type RunBackfill } from './opened-store.ts'
import { count, ProgressLine } from './progress-line.ts'
import { RunningSwitchboard } from './running-switchboard.ts'
import { CommandError, type CommandRun, type Target } from './target.ts'
import { readLines, writeToStream, writeWhole } from './whole-file.ts'

/** What `kill` and shells report of a program that ended by Ctrl-C. */
export const INTERRUPTED = 130

export interface CommandOptions {
  /** Where the data is. */
  dataDir: string
  /** Where relative paths begin: where whoever gave the command is. */
  cwd: string
  stdin: Readable
  stdout: Writable
  stderr: Writable & { isTTY?: boolean }
  signal: AbortSignal
  runBackfill: RunBackfill
}

/** Runs one command to its end. Resolves with the exit code: 0 done, 1 failed, 2 wrongly asked, 130 interrupted. */
export async function runCommand(
  args: readonly string[],
  options: CommandOptions,
): Promise<number> {
  const progress = new ProgressLine(options.stderr)
  const run: CommandRun = { signal: options.signal, report: progress.show }
  const say = (text: string): void => {
    progress.clear()
    options.stdout.write(`${text}\n`)
  }
  try {
    return await dispatch(readCommand(args), { ...options, run, say })
  } catch (error) {
    progress.clear()
    return complain(error, options)
  }
}

interface Session extends CommandOptions {
  run: CommandRun
  say: (text: string) => void
}

async function dispatch(command: Command, session: Session): Promise<number> {
  if (command.name === 'help') {
    session.stdout.write(usage)
    return 0
  }
  if (command.name === 'restore' || command.name === 'import') return remake(command, session)
  await using target = await findTarget(session)
  return await perform(command, target, session)
}

async function findTarget({ dataDir, runBackfill }: Session): Promise<Target> {
  const running = await RunningSwitchboard.find(dataDir)
  return running ?? OpenedStore.open(resolve(dataDir), runBackfill)
}

async function perform(
  command: Exclude<Command, { name: 'help' | 'restore' | 'import' }>,
  target: Target,
  session: Session,
): Promise<number> {
  const { run, say, cwd } = session
  switch (command.name) {
    case 'verify':
      return tellVerified(await target.verify(run), session)
    case 'backup': {
      const folder = resolve(cwd, command.folder)
      say(`Backed up ${told(await target.backup(folder, run))} into ${folder}.`)
      return 0
    }
    case 'export':
      return exportTo(command.file, target, session)
    case 'list':
      return tellQuarantine(await target.quarantine(), session)
    case 'replay': {
      const { outcome, problem } = await target.replay(command.id)
      say(problem === undefined ? `Replayed: ${outcome}.` : `Still unreadable: ${problem}.`)
      return problem === undefined ? 0 : 1
    }
    case 'discard':
      await target.discard(command.id, command.note)
      say('Discarded.')
      return 0
    case 'backfill': {
      const { added, lookedAt } = (await target.backfill(command.since, run)) as {
        added: number
        lookedAt: number
      }
      say(
        `Looked at ${count(lookedAt)} messages at the carrier; ${count(added)} were missing here and are added.`,
      )
      return 0
    }
  }
}

async function exportTo(file: string, target: Target, session: Session): Promise<number> {
  const { run, say, cwd, stdout } = session
  const lines = target.exportLines(run)
  if (file === '-') {
    await writeToStream(stdout, lines, run.signal)
    return 0
  }
  const path = resolve(cwd, file)
  const written = await writeWhole(path, lines)
  say(`Exported ${count(written)} lines to ${path}.`)
  return 0
}

/** Makes a history, in place of one that is there only when told to: never under a switchboard that runs. */
async function remake(
  command: Extract<Command, { name: 'restore' | 'import' }>,
  session: Session,
): Promise<number> {
  const dataDir = resolve(session.dataDir)
  if (await RunningSwitchboard.find(dataDir))
    throw new CommandError(`A switchboard runs on ${dataDir}: stop it first.`)
  const location = join(dataDir, 'history')
  // One that waits from an upload takes its place first: it, or what it replaces, may be the only one.
  await putInPlace(dataDir, session.run)
  if (!command.isReplacing && (await hasNames(location)))
    throw new CommandError(
      `There is a history in ${location}: add --replace to put this one in its place.`,
    )
  const arrival = await makeIncoming(dataDir, command.name, makerOf(command, session))
  await putInPlace(dataDir, session.run)
  session.say(`The history in ${location} is made: ${told(arrival)}, as of ${arrival.at}.`)
  return 0
}

async function hasNames(folder: string): Promise<boolean> {
  return existsSync(folder) && (await readdir(folder)).length > 0
}

/** How the history is made of what the command names: a folder, or lines of a file or of standard input. */
function makerOf(
  { name, source }: Extract<Command, { name: 'restore' | 'import' }>,
  { cwd, stdin, run }: Session,
) {
  return (location: string, files: KeptFiles): Promise<RestoreSummary> => {
    const options = { signal: run.signal, onProgress: run.report, files }
    const path = resolve(cwd, source)
    if (name === 'restore' && source !== '-' && !isFile(path))
      return restore(path, location, options)
    const lines = readLines(source === '-' ? stdin : path, run.signal)
    return name === 'restore'
      ? restoreLines(lines, location, options)
      : importLines(lines, location, options)
  }
}

const isFile = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isFile() ?? false

/** What it replaces goes when the new one was opened and looked through. */
async function putInPlace(dataDir: string, run: CommandRun): Promise<void> {
  const adoption = await adoptIncoming(dataDir)
  if (!adoption) return
  if (adoption.refused !== undefined) throw new CommandError(adoption.refused)
  await using store = new LevelStore({ location: join(dataDir, 'history') })
  await store.open()
  const problem = await firstProblem(store, run)
  if (problem)
    throw new CommandError(
      `What came is not as it must be (${problem.key}: ${problem.what}); what it replaced is kept in DATA_DIR/previous.`,
    )
  await carryOver(store, dataDir)
  await forgetPrevious(dataDir)
}

function told({ seq, records, files, missing }: RestoreSummary): string {
  const brought = files > 0 ? ` and ${count(files)} files` : ''
  const lacking = missing > 0 ? ` (${count(missing)} files were not there: verify names them)` : ''
  return `${count(records)} records up to seq ${count(seq)}${brought}${lacking}`
}

function tellVerified({ total, differences }: VerifyResult, { say }: Session): number {
  for (const { key, what, expected, found } of differences) {
    const values =
      expected === undefined ? '' : ` (expected ${expected}, found ${found ?? 'nothing'})`
    say(`${key}: ${what}${values}`)
  }
  if (total > differences.length) say(`… and ${count(total - differences.length)} more`)
  say(total === 0 ? 'All is as it must be.' : `${count(total)} things are wrong.`)
  return total === 0 ? 0 : 1
}

function tellQuarantine({ quarantined, total }: Quarantine, { say }: Session): number {
  for (const { id, at, kind, path, problem, replays, params } of quarantined) {
    const again = replays > 0 ? `, replayed ${replays}×` : ''
    say(`${id}  ${at}  ${kind}: ${problem}${again}`)
    say(`  ${path} ${JSON.stringify(params)}`)
  }
  if (total > quarantined.length) say(`… and ${count(total - quarantined.length)} more`)
  if (total === 0) say('Nothing is in quarantine.')
  return 0
}

function complain(error: unknown, { stderr, signal }: CommandOptions): number {
  if (signal.aborted) {
    stderr.write('Interrupted.\n')
    return INTERRUPTED
  }
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  const exitCode = error instanceof CommandError ? error.exitCode : 1
  if (exitCode === 2) stderr.write(`\n${usage}`)
  return exitCode
}
