import { formatNumber } from '@switchboard/protocol'
import { useConsole, useConsoleState } from '../console-context.ts'
import { perLanguage } from '../i18n/index.ts'
import { useAllWords } from '../i18n/later.ts'
import { clock } from '../state/clock.ts'
import { useThreadState } from '../thread-context.ts'
import { cannedQuery, fillCanned, matchingCanned, type CannedFacts } from './canned.ts'
import { useCompletion, type Completion } from './use-completion.ts'

const MANAGE = 'manage'
const longDate = perLanguage((tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'long' }))

interface CannedOptions {
  number: string
  text: string
  /** Puts one in place of the part of the text from–to. */
  onChoose: (text: string, place: readonly [from: number, to: number]) => void
}

/** The list that `/` opens at the beginning of a reply; its last line leads to where they are kept. */
export function useCanned({ number, text, onChoose }: CannedOptions) {
  const console = useConsole()
  const { canned: words } = useAllWords()
  const known = useConsoleState((state) => state.shared.cannedResponses)
  const [isManaging, setManaging] = useThreadState(false)
  const completion = useCompletion({
    offer(caret) {
      const query = cannedQuery(text, caret)
      if (query === null) return []
      const facts = factsOf(console.state.get(), number)
      const found = matchingCanned(Object.values(known), query).map(
        ({ id, shortcut, text: body }): Completion => {
          const filled = fillCanned(body, facts)
          return { id, label: `/${shortcut}`, detail: filled, text: filled, from: 0 }
        },
      )
      if (found.length === 0 && query.trim() !== '') return []
      return [...found, { id: MANAGE, label: words.manage, text: '', from: 0 }]
    },
    onChoose(chosen, caret) {
      onChoose(chosen.text, [chosen.from, caret])
      if (chosen.id === MANAGE) setManaging(true)
    },
  })
  return { completion, isManaging, closeManaging: () => setManaging(false) }
}

type State = ReturnType<ReturnType<typeof useConsole>['state']['get']>

function factsOf({ conversations, me, lines }: State, number: string): CannedFacts {
  const row = conversations.get(number)
  return {
    customer: row?.name || formatNumber(number),
    agent: me.name,
    line: formatNumber(row?.line ?? lines[0] ?? ''),
    date: longDate().format(clock.now()),
  }
}
