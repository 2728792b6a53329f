import { useAllWords } from '../i18n/later.ts'
import { preferences } from '../state/preferences.ts'
import { useStore } from '../state/store.ts'
import { Dialog } from '../ui/dialog.tsx'
import { actionIds, actionName, definitionOf, isOffered } from './actions.ts'
import { altKeys, altKeysOf, findKeys, isMac, keysOf } from './key-text.ts'
import { Keys } from './keys.tsx'
import classes from './keys.module.css'

/** So that both columns are about as long. */
const order = ['conversation', 'everywhere', 'list', 'selection'] as const

/** Every key there is, by what it is about. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  const { find, help: words, keys: all } = useAllWords()
  const hasKeys = useStore(preferences, ({ keys }) => keys)
  const alt = altKeys().join('')
  const shown = hasKeys ? keysOf : altKeysOf
  const mod = isMac() ? '⌘' : 'Ctrl'
  const more: Partial<Record<string, readonly [keys: readonly string[], name: string][]>> = {
    conversation: [
      [findKeys(), find.title],
      [[mod, '⏎'], words.send],
    ],
    list: [
      [['↑', '↓'], words.rows],
      [['⏎'], words.open],
    ],
    everywhere: [[['Esc'], words.leave]],
  }
  return (
    <Dialog title={all.title} isWide onClose={onClose}>
      <div className={classes.sheet}>
        {order.map((group) => (
          <section key={group} className={classes.group} aria-labelledby={`keys-${group}`}>
            <h3 id={`keys-${group}`}>{words.groups[group]}</h3>
            <dl>
              {actionIds
                .filter((id) => definitionOf(id).group === group && definitionOf(id).key)
                .filter(isOffered)
                .map((id) => (
                  <Line key={id} keys={shown(id)} name={actionName(id)} />
                ))}
              {more[group]?.map(([keys, name]) => (
                <Line key={name} keys={keys} name={name} />
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={classes.hint}>{hasKeys ? words.inFields(alt) : words.off(alt)}</p>
    </Dialog>
  )
}

function Line({ keys, name }: { keys: readonly string[]; name: string }) {
  return (
    <div className={classes.line}>
      <dt>{name}</dt>
      <dd>
        <Keys keys={keys} />
      </dd>
    </div>
  )
}
