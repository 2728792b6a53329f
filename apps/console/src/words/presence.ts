import type { Presence } from '@switchboard/protocol'

/** A person's presence, in a word. */
export const presenceWords: Readonly<Record<Presence, string>> = {
  available: 'Here',
  busy: 'Busy',
  away: 'Away',
  offline: 'Offline',
}
