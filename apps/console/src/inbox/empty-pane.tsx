import { faces, formatNumber } from '@switchboard/protocol'
import { useConsoleState } from '../console-context.ts'
import { Face, moodColor } from '../ui/face.tsx'
import classes from './empty-pane.module.css'

/** What stands in the thread's place while none is open. */
export function EmptyPane() {
  const hasNone = useConsoleState((state) => state.counts?.all === 0 && state.inbox.asOf !== null)
  const line = useConsoleState((state) => state.lines[0])
  const simulator = useConsoleState((state) => state.simulator)
  if (!hasNone)
    return (
      <div className={classes.pane}>
        <p className={classes.text}>Choose a conversation to read it.</p>
      </div>
    )
  return (
    <div className={classes.pane}>
      <div className={classes.faces}>
        {faces.map((face) => (
          <span key={face} style={{ color: moodColor(face) }}>
            <Face face={face} size={20} />
          </span>
        ))}
      </div>
      <h2 className={classes.title}>
        {line ? `Text ${formatNumber(line)}` : 'Text your line'} from a phone
      </h2>
      <p className={classes.text}>
        It appears here as it arrives, with the mood it was written in. You answer below it, and the
        phone gets your reply.
      </p>
      {simulator && (
        <p className={classes.text}>
          No phone at hand? <a href="/phone">Open the practice phones</a>: nothing leaves this
          computer.
        </p>
      )}
    </div>
  )
}
