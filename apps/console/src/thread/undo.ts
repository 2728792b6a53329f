import type { Conversation, SwitchboardError } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import type { AssignmentAction, Console } from '../state/console.ts'
import { createStore, type Readable } from '../state/store.ts'
import { customerName } from '../words/customer.ts'
import { agentName } from '../words/entries.ts'
import { assignmentWords } from '../words/errors.ts'

/** What one press did that is not seen where it was done: resolving, or taking from a colleague. */
export interface Deed {
  /** The tab of whoever did it. */
  console: Console
  action: 'resolve' | 'take'
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
  const was = console.state.get().conversations.get(number)
  const error = await console.assign(action, number)
  if (error || !was) return error
  const deed = deedOf(console, action, was)
  // Whatever else is done with it settles what was to be taken back.
  if (deed || isAbout(latest.get(), number)) latest.set(deed)
  return null
}

/** Resolves all that are selected, and offers to take that back for those that were open. */
export async function resolveSelected(console: Console): Promise<void> {
  const numbers = [...console.selection.numbers]
  const { conversations } = console.state.get()
  const before = numbers.flatMap((number) => conversations.get(number) ?? [])
  const done = new Set(await console.bulk.run(numbers, { action: 'resolve' }))
  const was = before.filter(({ number, status }) => done.has(number) && status !== 'resolved')
  if (was.length > 0) latest.set(resolved(console, was))
}

function isAbout(deed: Deed | null, number: string): boolean {
  return deed?.was.length === 1 && deed.was[0]?.number === number
}

function deedOf(console: Console, action: AssignmentAction, was: Conversation): Deed | null {
  const { agents, me } = console.state.get()
  const { assignee } = was
  if (action === 'resolve') return resolved(console, [was])
  if (action !== 'take' || assignee === null || assignee === me.id) return null
  const text = words().thread.undo.takenOver(agentName(agents, assignee), customerName(was))
  return { console, action, was: [was], text, isOpen: true }
}

function resolved(console: Console, was: readonly Conversation[]): Deed {
  const text = words().thread.undo.resolved(nameOf(was))
  return { console, action: 'resolve', was, text, isOpen: was.length <= MOST_TAKEN_BACK }
}

/** Whom it is about: their name, or how many they are. */
function nameOf(was: readonly Conversation[]): string {
  const [one, ...others] = was
  return one && others.length === 0 ? customerName(one) : words().thread.undo.many(was.length)
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
  const { undo: said } = words().thread
  const [first] = refused
  if (first) return notUndone(deed, refused.length, first)
  const name = nameOf(deed.was)
  if (deed.action === 'resolve') return said.reopened(name)
  const { agents } = deed.console.state.get()
  return said.givenBack(agentName(agents, deed.was[0]?.assignee ?? null), name)
}

/** The reason of one stands for all: what lost one of them lost most of them by the same. */
function notUndone({ console, was: all }: Deed, count: number, { was, error }: Refused): string {
  const { agents, conversations } = console.state.get()
  const { undo: said } = words().thread
  const holder = conversations.get(was.number)?.assignee ?? null
  const name = all.length === 1 ? customerName(was) : said.some(count, all.length)
  return said.not(name, assignmentWords(error, holder && agentName(agents, holder)))
}
