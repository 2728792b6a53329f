import { useEffect, useLayoutEffect, useRef } from 'react'
import { words } from '../i18n/index.ts'

export const actionGroups = ['conversation', 'list', 'selection', 'everywhere'] as const
export type ActionGroup = (typeof actionGroups)[number]

interface Definition {
  group: ActionGroup
  /** The sign on the key; with Alt it works inside a field, too (see `isAlt`). None: the palette alone. */
  key?: string
  /** With Shift, where the sign does not need it anyway. */
  shift?: true
  /** With Ctrl, on a Mac with Cmd; fires in fields, and where single keys are switched off. */
  mod?: true
  /** Not in a field, where the same key is the browser's. */
  outside?: true
  /** A key held down does it again and again. */
  repeats?: true
}

/**
 * Everything one can do by key or by the palette: the one list that the key handler, the help sheet and the
 * palette read. Its words are `keys.actions` in the catalogue. What it does is offered by the component
 * that can: `useAction('reply', () => …)`.
 */
export const actions = {
  reply: { group: 'conversation', key: 'r' },
  note: { group: 'conversation', key: 'n' },
  assign: { group: 'conversation', key: 'a' },
  resolve: { group: 'conversation', key: 'e' },
  resolveNext: { group: 'conversation', key: ']' },
  snooze: { group: 'conversation', key: 'z' },
  label: { group: 'conversation', key: 'l' },
  priority: { group: 'conversation', key: 'p' },
  undo: { group: 'conversation', key: 'z', mod: true, outside: true },
  next: { group: 'list', key: 'j', repeats: true },
  previous: { group: 'list', key: 'k', repeats: true },
  search: { group: 'list', key: '/' },
  newConversation: { group: 'list', key: 'c' },
  select: { group: 'selection', key: 'x' },
  selectNext: { group: 'selection', key: 'j', shift: true, repeats: true },
  selectPrevious: { group: 'selection', key: 'k', shift: true, repeats: true },
  selectAll: { group: 'selection', key: '*' },
  palette: { group: 'everywhere', key: 'k', mod: true },
  help: { group: 'everywhere', key: '?' },
  settings: { group: 'everywhere' },
} as const satisfies Record<string, Definition>

export type ActionId = keyof typeof actions
export const actionIds = Object.keys(actions) as ActionId[]

export function definitionOf(id: ActionId): Definition {
  return actions[id]
}

/** What an action is called, in the language of the moment. */
export function actionName(id: ActionId): string {
  return words().keys.actions[id]
}

export interface Offer {
  run: () => void
  /** Whether it can be done right now; default: always. */
  when?: () => boolean
  /** Tells why it cannot, when its key is pressed nevertheless; whether there was something to tell. */
  why?: () => boolean
}

const offers = new Map<ActionId, Offer[]>()
/** Actions some part of this page has, maybe only while a Conversation is open. */
const everOffered = new Set<ActionId>(
  actionIds.filter((id) => definitionOf(id).group === 'conversation'),
)

/** Whether this page has it at all, now or with a Conversation open. */
export function isOffered(id: ActionId): boolean {
  return everOffered.has(id)
}

/** Says how an action is done here, until the answer is called; of those who can, whoever offered last does it. */
export function offer(id: ActionId, one: Offer): () => void {
  everOffered.add(id)
  offers.set(id, [...(offers.get(id) ?? []), one])
  return () => {
    offers.set(
      id,
      (offers.get(id) ?? []).filter((other) => other !== one),
    )
  }
}

function offered(id: ActionId): Offer | undefined {
  return offers.get(id)?.findLast(({ when }) => when?.() ?? true)
}

export function isAvailable(id: ActionId): boolean {
  return offered(id) !== undefined
}

/** Does it, or tells why it cannot be done right now; false when neither. */
export function runAction(id: ActionId): boolean {
  const one = offered(id)
  one?.run()
  return one !== undefined || (offers.get(id)?.some(({ why }) => why?.()) ?? false)
}

/** Offers an action while the component stands. */
export function useAction(
  id: ActionId,
  run: () => void,
  when: () => boolean = () => true,
  why: () => boolean = () => false,
): void {
  // Not an effect event: whether it is available is asked while the palette is drawn, too.
  const latest = useRef<Required<Offer>>({ run, when, why })
  useLayoutEffect(() => {
    latest.current = { run, when, why }
  })
  useEffect(
    () =>
      offer(id, {
        run: () => latest.current.run(),
        when: () => latest.current.when(),
        why: () => latest.current.why(),
      }),
    [id],
  )
}
