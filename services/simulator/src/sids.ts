import { randomBytes } from 'node:crypto'

/** A Twilio identifier: two letters that name the kind, then 32 hex digits. */
export function makeSid(kind: 'SM' | 'MM' | 'ME' | 'PN' | 'NO' | 'RQ' | 'FL'): string {
  return kind + randomBytes(16).toString('hex')
}
