/** A person's presence, in a word. */
export const presence = {
  available: 'Here',
  busy: 'Busy',
  away: 'Away',
  offline: 'Offline',
}
