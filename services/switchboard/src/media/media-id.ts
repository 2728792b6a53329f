import { randomBytes } from 'node:crypto'

/** 256 random bits: who has the id has been told it. Older ids are UUIDs, and stay. */
export function newMediaId(): string {
  return randomBytes(32).toString('base64url')
}

/** Whether this can be an id of ours; only such a text ever becomes part of a path. */
export function isMediaId(text: string): boolean {
  return (
    /^[A-Za-z0-9_-]{43}$/.test(text) || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
  )
}
