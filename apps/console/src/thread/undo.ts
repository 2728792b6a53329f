import type { Conversation, SwitchboardError, TransferTarget } from '@switchboard/protocol'
import { allWords } from '../i18n/later.ts'
import type { BulkAction } from '../state/bulk.ts'
import type { AssignmentAction, Console } from '../state/console.ts'
import { own } from '../state/own.ts'
import { createStore, type Readable } from '../state/store.ts'
import { customerName } from '../words/customer.ts'
import { agentName } from '../words/entries.ts'
import { whyNot } from './why-not.ts'

/** What one press did that is not seen where it was done: resolving, putting aside, handing on, taking from a colleague. */
export interface Deed {
  /** The tab of whoever did it. */
  console: Console
  action: 'resolve' | 'snooze' | 'take' | 'transfer'
  /** The Conversations as they were before; several where it was done to all that were selected. */
  was: readonly Conversation[]
  text: string
  /** Whether it can be taken back still. */
  isOpen: boolean
}

/** What was done to more than so many at once is told only: taking it back goes one by one. */
const MOST_TAKEN_BACK = 100
const AT_ONCE = 10

const latest = createStore<Deed | null>(null)
export const latestDeed: Readable<Deed | null> = latest

/** Does it, and offers to take it back; resolves with why not, if not. */
export async function assign(
  console: Console,
  action: AssignmentAction,
  number: string,
): Promise<SwitchboardError | null> {
  const { was, error } = await insist(console, number, () => console.assign(action, number))
  if (error || !was) return error
  const deed = deedOf(console, action, was)
  // Whatever else is done with it settles what was to be taken back.
  if (deed || isAbout(latest.get(), number)) latest.set(deed)
  return null
}

/** Puts it aside, and offers to wake it. */
export async function snooze(
  console: Console,
  number: string,
  until: string | null,
): Promise<SwitchboardError | null> {
  const { was, error } = await insist(console, number, () => console.work.snooze(number, until))
  if (!error && was) latest.set(setAside(console, 'snooze', [was]))
  return error
}

/** Hands it on, and says to whom: it is theirs then, with what they were told, and stays so. */
export async function transfer(
  console: Console,
  number: string,
  to: TransferTarget,
  note: string,
): Promise<SwitchboardError | null> {
  const { was, error } = await insist(console, number, () =>
    console.work.transfer(number, to, note),
  )
  if (error || !was) return error
  const text = allWords().thread.undo.handedOn(targetName(console, to), customerName(was))
  latest.set({ console, action: 'transfer', was: [was], text, isOpen: false })
  return null
}

/**
 * Once more with what it became, where that is one's own all the same: the reply that took it was on its way
 * still. What it was is what it was before the try that counts.
 */
async function insist(
  console: Console,
  number: string,
  ask: () => Promise<SwitchboardError | null>,
) {
  const row = (): Conversation | undefined => console.state.get().conversations.get(number)
  const was = row()
  const error = await ask()
  const now = row()
  const isMine = now?.assignee === console.state.get().me.id
  if (error?.code !== 'STALE_ASSIGNMENT' || !isMine) return { was, error }
  return { was: now, error: await ask() }
}

/** Resolves or puts aside all that are selected, and offers to take that back. */
export async function setSelectedAside(
  console: Console,
  action: { action: 'resolve' } | Extract<BulkAction, { action: 'snooze' }>,
): Promise<void> {
  const numbers = [...console.selection.numbers]
  const { conversations } = console.state.get()
  const before = numbers.flatMap((number) => conversations.get(number) ?? [])
  const done = new Set(await console.bulk.run(numbers, action))
  const isNew = (status: Conversation['status']): boolean =>
    action.action === 'snooze' || status !== 'resolved'
  const was = before.filter(({ number, status }) => done.has(number) && isNew(status))
  if (was.length > 0) latest.set(setAside(console, action.action, was))
}

function isAbout(deed: Deed | null, number: string): boolean {
  return deed?.was.length === 1 && deed.was[0]?.number === number
}

function deedOf(console: Console, action: AssignmentAction, was: Conversation): Deed | null {
  const { agents, me } = console.state.get()
  const { assignee } = was
  if (action === 'resolve') return setAside(console, action, [was])
  if (action !== 'take' || assignee === null || assignee === me.id) return null
  const text = allWords().thread.undo.takenOver(agentName(agents, assignee), customerName(was))
  return { console, action, was: [was], text, isOpen: true }
}

function setAside(
  console: Console,
  action: 'resolve' | 'snooze',
  was: readonly Conversation[],
): Deed {
  const { undo: said } = allWords().thread
  const text = (action === 'resolve' ? said.resolved : said.snoozed)(nameOf(was))
  // What was put off once more would not be as it was by waking.
  const isWhole = action === 'resolve' || was.every(({ status }) => status === 'open')
  return { console, action, was, text, isOpen: isWhole && was.length <= MOST_TAKEN_BACK }
}

function targetName({ state }: Console, to: TransferTarget): string {
  const { agents, shared } = state.get()
  if (to.kind === 'agent') return agentName(agents, to.agent)
  const { queue } = allWords().thread.undo
  return (to.kind === 'team' && own(shared.teams, to.team)?.name) || queue
}

/** Whom it is about: their name, or how many they are. */
function nameOf(was: readonly Conversation[]): string {
  const [one, ...others] = was
  return one && others.length === 0 ? customerName(one) : allWords().thread.undo.many(was.length)
}

export function forgetDeed(deed: Deed): void {
  if (latest.get() === deed) latest.set(null)
}

/** What of it was not taken back, and why. */
interface Refused {
  was: Conversation
  error: SwitchboardError
}

/** Takes it back, and says what came of that: nothing, where it is not as it was left any more. */
export async function takeBack(deed: Deed): Promise<void> {
  const under = { ...deed, isOpen: false }
  latest.set(under)
  const refused: Refused[] = []
  for (let from = 0; from < deed.was.length; from += AT_ONCE) {
    const some = deed.was.slice(from, from + AT_ONCE)
    const errors = await Promise.all(some.map((was) => revert(deed, was)))
    for (const [at, was] of some.entries()) {
      const error = errors[at]
      if (error) refused.push({ was, error })
    }
  }
  if (latest.get() === under) latest.set({ ...under, text: outcome(deed, refused) })
}

async function revert(
  { console, action }: Deed,
  { number, assignee, assignmentVersion }: Conversation,
): Promise<SwitchboardError | null> {
  // As the deed left it: what anybody did since has another one.
  const version = assignmentVersion + 1
  if (action === 'take' && assignee !== null)
    return console.work.transfer(number, { kind: 'agent', agent: assignee }, '', version)
  const error = await console.assign('reopen', number, version)
  // Whoever re-opens holds it; nobody did before.
  return error || assignee !== null ? error : console.assign('release', number, version + 1)
}

function outcome(deed: Deed, refused: readonly Refused[]): string {
  const { undo: said } = allWords().thread
  const [first] = refused
  if (first) return notUndone(deed, refused.length, first)
  const name = nameOf(deed.was)
  if (deed.action === 'resolve') return said.reopened(name)
  if (deed.action === 'snooze') return said.woken(name)
  const { agents } = deed.console.state.get()
  return said.givenBack(agentName(agents, deed.was[0]?.assignee ?? null), name)
}

/** The reason of one stands for all: what lost one of them lost most of them by the same. */
function notUndone({ console, was: all }: Deed, count: number, { was, error }: Refused): string {
  const { undo: said } = allWords().thread
  const name = all.length === 1 ? customerName(was) : said.some(count, all.length)
  return said.not(name, whyNot(console.state.get(), was.number, error))
}
