import { useWords } from '../i18n/index.ts'
import { LOG } from '../timeline/log.ts'
import classes from './skip-links.module.css'

/** Past the rail at once: shown only to whoever comes by keyboard. */
export function SkipLinks({ hasThread }: { hasThread: boolean }) {
  const { skip } = useWords().common
  return (
    <div className={classes.skip}>
      <button type="button" onClick={() => focusFirst('#inbox a', '#inbox')}>
        {skip.inbox}
      </button>
      {hasThread && (
        <button type="button" onClick={() => focusFirst(LOG, '#thread')}>
          {skip.timeline}
        </button>
      )}
      {hasThread && (
        <button type="button" onClick={() => focusFirst('#thread textarea', '#thread')}>
          {skip.reply}
        </button>
      )}
    </div>
  )
}

/** The first of these that is there; a place that takes no focus by itself does for now. */
function focusFirst(...selectors: string[]): void {
  const places = selectors.map((selector) => document.querySelector<HTMLElement>(selector))
  const place = places.find((found) => found !== null)
  if (place && !place.hasAttribute('tabindex') && place.tabIndex < 0) place.tabIndex = -1
  place?.focus()
}
