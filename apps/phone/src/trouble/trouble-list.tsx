import type { PhoneTrouble } from '@switchboard/protocol'
import classes from './trouble-list.module.css'

const shown = 50

/** Webhooks that failed or were answered badly, newest first: what the carrier's debugger would list. */
export function TroubleList({ troubles }: { troubles: PhoneTrouble[] }) {
  return (
    <section className={classes.list} aria-label="Debugger">
      <h3>Debugger</h3>
      {troubles.length === 0 && (
        <p className={classes.none}>Every webhook was answered well so far.</p>
      )}
      <ol>
        {troubles.slice(0, shown).map(({ sid, at, level, code, message, url }) => (
          <li key={sid} data-level={level}>
            <span className={classes.head}>
              <code>{code}</code>
              <span>{level === 'error' ? 'Error' : 'Warning'}</span>
              <time dateTime={at}>{new Date(at).toLocaleTimeString('en', { hour12: false })}</time>
            </span>
            <span className={classes.message}>{message}</span>
            {url !== null && <span className={classes.url}>{url}</span>}
          </li>
        ))}
      </ol>
    </section>
  )
}
