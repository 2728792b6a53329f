import { runClosedLoop } from './closed-loop.ts'
import { runBurst } from './burst.ts'
import { fillHistory } from './fill-history.ts'
import { runIdleBrowsers } from './idle-browsers.ts'
import { runOpenLoop } from './open-loop.ts'
import { runReplies } from './replies.ts'

/** What a driver's process can be told to do. Arguments and results are plain data. */
const tasks = {
  'closed-loop': runClosedLoop,
  'open-loop': runOpenLoop,
  burst: runBurst,
  'fill-history': fillHistory,
  'idle-browsers': runIdleBrowsers,
  replies: runReplies,
}

export type Tasks = typeof tasks
export type TaskName = keyof Tasks
export type Report =
  | { type: 'progress'; text: string }
  | { type: 'result'; result: unknown }
  | { type: 'failed'; error: string }

const tell = (report: Report): void => void process.send?.(report)

/** One task, then it is over; when whoever started it goes, it goes too. */
process.once('message', ({ task, args }: { task: TaskName; args: never }) => {
  tasks[task](args, (text: string) => tell({ type: 'progress', text })).then(
    (result) => tell({ type: 'result', result }),
    (error: unknown) => tell({ type: 'failed', error: String((error as Error).stack ?? error) }),
  )
})
process.once('disconnect', () => process.exit())
