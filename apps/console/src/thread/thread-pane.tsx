import { useConsoleState } from '../console-context.ts'
import { Composer } from '../composer/composer.tsx'
import { Timeline } from '../timeline/timeline.tsx'
import { Details } from './details.tsx'
import { ThreadHeader } from './thread-header.tsx'
import classes from './thread-pane.module.css'
import { useThreadKeys } from './use-thread-keys.ts'

/** One Conversation: who it is, what was said, and the place to answer. */
export function ThreadPane({ number }: { number: string }) {
  const thread = useConsoleState((state) => (state.thread?.number === number ? state.thread : null))
  useThreadKeys()
  if (!thread) return null
  return (
    <div className={classes.pane}>
      <div className={classes.thread}>
        <ThreadHeader number={number} />
        <Timeline thread={thread} />
        <Composer number={number} isReady={thread.asOf !== null} />
      </div>
      <aside className={classes.details} aria-label="Customer">
        <Details thread={thread} />
      </aside>
    </div>
  )
}
