import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether two secrets are the same, in a time that tells nothing about where they differ. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected))
}

/** Whether an Authorization header carries this token (RFC 6750 §2.1). */
export function isBearer(header: string | undefined, token: string): boolean {
  const [, given] = /^Bearer +(\S+)$/i.exec(header ?? '') ?? []
  return given !== undefined && isSameSecret(given, token)
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
