export interface ErrorFacts {
  type: string
  message: string
  stack?: string
  code?: string | number
  status?: number
  cause?: ErrorFacts
}

const maxCauses = 5

/**
 * What a log may say about an error. Named properties only: HTTP clients hang whole requests with their
 * authorization headers on the errors they throw.
 */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const { code, status, cause } = error as Error & { code?: unknown; status?: unknown }
  return {
    type: error.name,
    message: error.message,
    ...(error.stack !== undefined && { stack: error.stack }),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(typeof status === 'number' && { status }),
    ...(cause !== undefined && depth < maxCauses && { cause: errorFacts(cause, depth + 1) }),
  }
}
