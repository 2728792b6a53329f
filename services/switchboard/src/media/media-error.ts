import type { MediaProblem } from '@switchboard/protocol'

/** Why a picture could not be fetched. */
export class MediaError extends Error {
  readonly problem: MediaProblem
  /** Whether asking again may help: not at all, a few times, or until the carrier is well again. */
  readonly again: 'never' | 'soon' | 'later'

  constructor(
    problem: MediaProblem,
    again: MediaError['again'],
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.problem = problem
    this.again = again
  }
}
