import { faces, formatNumber } from '@switchboard/protocol'
import { useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { Face, moodColor } from '../ui/face.tsx'
import classes from './empty-pane.module.css'

/** How a first text comes, where none ever came. */
export function FirstSteps() {
  const { empty } = useAllWords()
  const line = useConsoleState((state) => state.lines[0])
  // No real phone reaches a simulated carrier.
  const simulator = useConsoleState((state) => state.simulator)
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
        {simulator ? empty.practiceTitle : empty.howTitle(line ? formatNumber(line) : null)}
      </h2>
      <p className={classes.text}>{empty.lead}</p>
      {simulator && (
        <p className={classes.text}>
          <a href="/phone" target="_blank" rel="noreferrer">
            {empty.openPhones}
          </a>
          {empty.nothingLeaves}
        </p>
      )}
    </div>
  )
}
