import { SwitchboardError } from '@switchboard/protocol'

/** Whatever was thrown, as an error one can tell. */
export function toError(error: unknown): SwitchboardError {
  if (error instanceof SwitchboardError) return error
  return new SwitchboardError('INTERNAL', 'Something went wrong here.', { cause: error })
}
