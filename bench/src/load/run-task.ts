import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Report, TaskName, Tasks } from './driver.ts'

const driver = fileURLToPath(new URL('load/driver.js', import.meta.url))

const running = new Set<ChildProcess>()
let isInterrupted = false

/** Ends the running task and refuses all later ones, so that cases end and put away what they started. */
export function interrupt(): void {
  isInterrupted = true
  for (const child of running) child.kill()
}

/**
 * Runs a task in a process of its own, so that what loads the system and what measures share no event
 * loop with anything else. `onProgress` may do something about what it is told.
 */
export function runTask<K extends TaskName>(
  task: K,
  args: Parameters<Tasks[K]>[0],
  onProgress: (text: string) => void = () => undefined,
): Promise<Awaited<ReturnType<Tasks[K]>>> {
  if (isInterrupted) return Promise.reject(new Error('interrupted'))
  return new Promise((resolve, reject) => {
    const child = fork(driver, [], { execArgv: [], serialization: 'advanced' })
    child.on('message', (report: Report) => {
      if (report.type === 'progress') return onProgress(report.text)
      if (report.type === 'failed') reject(new Error(`${task}: ${report.error}`))
      else resolve(report.result as Awaited<ReturnType<Tasks[K]>>)
      child.disconnect()
    })
    running.add(child)
    child.once('exit', () => running.delete(child))
    child.once('exit', (code) => reject(new Error(`The driver of ${task} ended with ${code}.`)))
    child.send({ task, args })
  })
}
