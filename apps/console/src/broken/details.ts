import type { Caught } from '../ui/error-boundary.tsx'

/** What helps whoever mends it: the error and where it was. Nothing of any conversation. */
export function detailsOf({ error, where }: Caught): string {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return [new Date().toISOString(), navigator.userAgent, told, where.trim()].join('\n\n')
}
