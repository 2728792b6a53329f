import { makeProblem, SwitchboardError, type Problem } from '@switchboard/protocol'

export const INTERRUPTED = makeProblem('interrupted')

/**
 * Why the carrier's messages could not be looked through. Its SDK throws an error with `status` for an HTTP
 * answer, one with the system's `code` where there was none; the store's have codes of their own.
 */
export function whatFailed(error: unknown): Partial<Problem> & Pick<Problem, 'problem'> {
  const problem = error instanceof Error ? error.message : String(error)
  if (error instanceof SwitchboardError) return makeProblem('notStored', problem)
  const { status, code } = Object(error) as { status?: number; code?: number | string }
  if (status === 401) return makeProblem('carrierDenied')
  if (status !== undefined) return makeProblem('carrierAnswered', String(status), problem)
  return typeof code === 'string' ? makeProblem('carrierAway', code) : { problem }
}
