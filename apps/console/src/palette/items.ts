import {
  conversationStatuses,
  formatNumber,
  inboxSorts,
  inboxViews,
  type Conversation,
} from '@switchboard/protocol'
import { flushSync } from 'react-dom'
import { useLocation } from 'wouter'
import { useConsole, useConsoleState } from '../console-context.ts'
import { english } from '../i18n/en/index.ts'
import { laterEnglish } from '../i18n/en/later.ts'
import { numberText } from '../i18n/intl.ts'
import { languages, type LanguageChoice } from '../i18n/index.ts'
import { useAllWords } from '../i18n/later.ts'
import { actionIds, actionName, isAvailable, runAction } from '../keys/actions.ts'
import { altKeysOf, findKeys, keysOf } from '../keys/key-text.ts'
import type { Console } from '../state/console.ts'
import { preferences, setPreference, themes } from '../state/preferences.ts'
import { useStore } from '../state/store.ts'
import { threadPath } from '../thread-path.ts'
import { isInSight } from '../ui/in-sight.ts'
import { findAction, press } from '../ui/press.ts'
import { customerName } from '../words/customer.ts'

export type PaletteGroup = 'recent' | 'conversations' | 'actions' | 'views' | 'choices'

/** One line of the palette. */
export interface PaletteItem {
  /** Stable: what was recent is found again by it. */
  id: string
  group: PaletteGroup
  name: string
  /** Other words by which it is found; its English name among them. */
  also: string
  /** What stands beside the name. */
  hint?: string
  keys: readonly string[]
  run: () => void
}

/** Everything one may do or look at, other than single conversations. */
export function usePaletteItems(): PaletteItem[] {
  return [...useActionItems(), ...usePlaceItems(), ...useViewItems(), ...useChoiceItems()]
}

function useActionItems(): PaletteItem[] {
  const { palette } = useAllWords()
  const hasKeys = useStore(preferences, (chosen) => chosen.keys)
  return actionIds
    .filter((id) => id !== 'palette' && isAvailable(id))
    .map((id) => ({
      id: `do:${id}`,
      group: 'actions',
      name: actionName(id),
      also: `${palette.also[id]} ${english.keys.actions[id]} ${laterEnglish.palette.also[id]}`,
      keys: (hasKeys ? keysOf : altKeysOf)(id),
      run: () => void runAction(id),
    }))
}

/** What opens by its button: the search of the thread, where one is open, and what narrows the list. */
function usePlaceItems(): PaletteItem[] {
  const { find, inbox } = useAllWords()
  const openFilter = useOpenFilter()
  const item = { group: 'actions', keys: [] } as const
  return [
    ...(findAction('find')
      ? [
          {
            ...item,
            id: 'do:find',
            name: find.open,
            also: `${laterEnglish.find.open} chazhao cz`,
            keys: findKeys(),
            run: press('find'),
          },
        ]
      : []),
    {
      ...item,
      id: 'do:filter',
      name: inbox.filter.title,
      also: `${english.inbox.filter.title} narrow sort label mood shaixuan paixu sx px`,
      run: openFilter,
    },
  ]
}

/** It stands in the list, and what is done with those selected lies over it. */
function useOpenFilter(): () => void {
  const console = useConsole()
  const [, navigate] = useLocation()
  return () => {
    flushSync(() => {
      console.selection.clear()
      if (!isInSight(findAction('filter'))) navigate('/')
    })
    press('filter')()
  }
}

/** Shows the list as chosen, also where a thread or the settings stand in its place. */
function useShowInbox(): Console['showInbox'] {
  const console = useConsole()
  const [, navigate] = useLocation()
  return (change) => {
    console.showInbox(change)
    if (!isInSight(document.querySelector('#inbox'))) navigate('/')
  }
}

function useViewItems(): PaletteItem[] {
  const showInbox = useShowInbox()
  const { inbox, palette } = useAllWords()
  const counts = useConsoleState((state) => state.counts)
  return conversationStatuses.flatMap((status) =>
    inboxViews.map((view): PaletteItem => {
      const count = (status === 'open' ? counts : counts?.[status])?.[view]
      return {
        id: `view:${status}:${view}`,
        group: 'views',
        name: palette.view(inbox.views[view], inbox.statuses[status]),
        also: `${english.inbox.views[view]} ${english.inbox.statuses[status]} ${inbox.title}`,
        keys: [],
        ...(count !== undefined && { hint: numberText(count) }),
        run: () => showInbox({ view, status }),
      }
    }),
  )
}

function choice(id: string, name: string, also: string, run: () => void): PaletteItem {
  return { id, group: 'choices', name, also, keys: [], run }
}

function useChoiceItems(): PaletteItem[] {
  const showInbox = useShowInbox()
  const { inbox, palette, settings } = useAllWords()
  const offered = ['system', ...Object.keys(languages)] as LanguageChoice[]
  return [
    ...inboxSorts.map((sort) =>
      choice(
        `sort:${sort}`,
        palette.order(inbox.filter.sorts[sort]),
        `sort ${english.inbox.filter.sorts[sort]}`,
        () => showInbox({ sort }),
      ),
    ),
    ...themes.map((theme) =>
      choice(
        `theme:${theme}`,
        palette.theme(settings.themes[theme]),
        `theme appearance mode ${theme}`,
        () => setPreference({ theme }),
      ),
    ),
    ...offered.map((language) =>
      choice(
        `language:${language}`,
        palette.language(language === 'system' ? settings.languageOfBrowser : languages[language]),
        `language ${language}`,
        () => setPreference({ language }),
      ),
    ),
  ]
}

/** A conversation as a line. */
export function useConversationItem(): (row: Conversation) => PaletteItem {
  const { inbox } = useAllWords()
  const [, navigate] = useLocation()
  return (row) => {
    const facts = [
      row.name ? formatNumber(row.number) : null,
      row.status === 'open' ? null : inbox.statuses[row.status],
    ]
    return {
      id: `c:${row.number}`,
      group: 'conversations',
      name: customerName(row),
      also: row.number,
      hint: facts.filter(Boolean).join(' · '),
      keys: [],
      run: () => navigate(threadPath(row.number)),
    }
  }
}
