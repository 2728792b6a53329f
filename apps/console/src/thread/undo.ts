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
  /** The Conversation as it was before. */
  was: Conversation
  text: string
  /** Whether it can be taken back still. */
  isOpen: boolean
}

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
  if (deed || latest.get()?.was.number === number) latest.set(deed)
  return null
}

function deedOf(console: Console, action: AssignmentAction, was: Conversation): Deed | null {
  const { agents, me } = console.state.get()
  const { undo } = words().thread
  const name = customerName(was)
  const { assignee } = was
  if (action === 'resolve') return { console, action, was, text: undo.resolved(name), isOpen: true }
  if (action !== 'take' || assignee === null || assignee === me.id) return null
  const text = undo.takenOver(agentName(agents, assignee), name)
  return { console, action, was, text, isOpen: true }
}

export function forgetDeed(deed: Deed): void {
  if (latest.get() === deed) latest.set(null)
}

/** Takes it back, and says what came of that: nothing, where it is not as it was left any more. */
export async function takeBack(deed: Deed): Promise<void> {
  const under = { ...deed, isOpen: false }
  latest.set(under)
  const error = await revert(deed)
  if (latest.get() === under) latest.set({ ...under, text: outcome(deed, error) })
}

async function revert({ console, action, was }: Deed): Promise<SwitchboardError | null> {
  const { number, assignee } = was
  // As the deed left it: what anybody did since has another one.
  const version = was.assignmentVersion + 1
  if (action === 'take' && assignee !== null)
    return console.work.transfer(number, { kind: 'agent', agent: assignee }, '', version)
  const error = await console.assign('reopen', number, version)
  // Whoever re-opens holds it; nobody did before.
  return error || assignee !== null ? error : console.assign('release', number, version + 1)
}

function outcome({ console, action, was }: Deed, error: SwitchboardError | null): string {
  const { agents, conversations } = console.state.get()
  const { undo: said } = words().thread
  const name = customerName(was)
  const holder = conversations.get(was.number)?.assignee ?? null
  if (error) return said.not(name, assignmentWords(error, holder && agentName(agents, holder)))
  return action === 'resolve'
    ? said.reopened(name)
    : said.givenBack(agentName(agents, was.assignee), name)
}
