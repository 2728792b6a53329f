import { parseArgs } from 'node:util'
import { CommandError } from './target.ts'

export const usage = `Usage: npm run switchboard -- COMMAND

  verify                     look for everything that is wrong with what is stored
  backup DIR                 write a whole copy into a new or empty folder
  restore DIR|FILE           make the history from a backup (a folder, or the lines of
                             GET /api/v1/admin/backup)
  export FILE                write everything as JSON lines (- for standard output)
  import FILE                make the history from an export
  quarantine [list]          webhooks that could not be read
  quarantine replay ID       read one again
  quarantine discard ID --note TEXT   give one up; its contents go, the note stays
  backfill [--since TIME]    ask Twilio for messages that are missing here

They work on the data in DATA_DIR (default: data), also while the switchboard runs on it;
restore and import only while it does not. Where there is a history they want --replace: it
goes when the new one is whole. Ctrl-C interrupts and leaves nothing half made.
`

export type Command =
  | { name: 'help' }
  | { name: 'verify' }
  | { name: 'backup'; folder: string }
  | { name: 'restore'; source: string; isReplacing: boolean }
  | { name: 'export'; file: string }
  | { name: 'import'; source: string; isReplacing: boolean }
  | { name: 'list' }
  | { name: 'replay'; id: string }
  | { name: 'discard'; id: string; note: string }
  | { name: 'backfill'; since: string | undefined }

/** What was asked for; a CommandError with exit code 2 when it is none of ours. */
export function readCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args)
  const [name, ...rest] = positionals
  if (values.help || name === 'help') return { name: 'help' }
  if (name === undefined) throw wrong('Say what to do.')
  if (values.note !== undefined && !(name === 'quarantine' && rest[0] === 'discard'))
    throw wrong('--note belongs to quarantine discard.')
  if (values.since !== undefined && name !== 'backfill') throw wrong('--since belongs to backfill.')
  const isReplacing = values.replace === true
  if (isReplacing && name !== 'restore' && name !== 'import')
    throw wrong('--replace belongs to restore and import.')
  switch (name) {
    case 'verify':
      one(rest, 0, 'verify takes nothing more.')
      return { name }
    case 'backup':
      return { name, folder: one(rest, 1, `${name} takes one folder.`) }
    case 'export':
      return { name, file: one(rest, 1, `${name} takes one file.`) }
    case 'restore':
      return { name, source: one(rest, 1, 'restore takes one folder or file.'), isReplacing }
    case 'import':
      return { name, source: one(rest, 1, 'import takes one file.'), isReplacing }
    case 'quarantine':
      return readQuarantine(rest, values.note)
    case 'backfill':
      one(rest, 0, 'backfill takes nothing more than --since.')
      return { name, since: readTime(values.since) }
    default:
      throw wrong(`There is no command "${name}".`)
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        note: { type: 'string' },
        replace: { type: 'boolean' },
        since: { type: 'string' },
      },
    })
  } catch (error) {
    throw wrong(`${(error as Error).message.split('. ', 1)[0]}.`)
  }
}

function readQuarantine([what = 'list', ...rest]: string[], note: string | undefined): Command {
  switch (what) {
    case 'list':
      one(rest, 0, 'quarantine list takes nothing more.')
      return { name: 'list' }
    case 'replay':
      return { name: 'replay', id: one(rest, 1, 'quarantine replay takes one id.') }
    case 'discard':
      if (!note?.trim()) throw wrong('quarantine discard needs --note with the reason.')
      return { name: 'discard', id: one(rest, 1, 'quarantine discard takes one id.'), note }
    default:
      throw wrong(`quarantine cannot "${what}".`)
  }
}

function readTime(since: string | undefined): string | undefined {
  if (since === undefined) return undefined
  const time = Date.parse(since)
  if (!Number.isNaN(time)) return new Date(time).toISOString()
  throw wrong('--since takes a time such as 2026-11-01T08:00:00Z.')
}

/** The only argument, or with `expected` 0 none at all. */
function one(rest: readonly string[], expected: 0 | 1, otherwise: string): string {
  if (rest.length === expected) return rest[0] ?? ''
  throw wrong(otherwise)
}

function wrong(message: string): CommandError {
  return new CommandError(message, { exitCode: 2 })
}
