/** Longer than between two repeats, should the end of one never be told, as where another window comes in front. */
const FORGOTTEN_MS = 1000

let repeatedAt = -Infinity

/** Whether a key is down for so long that it repeats. */
export function isKeyHeld(): boolean {
  return performance.now() - repeatedAt < FORGOTTEN_MS
}

/** Follows the keys of this page until `signal`; a press counts before anybody acts on it. */
export function followHeldKey(signal: AbortSignal): void {
  for (const type of ['keydown', 'keyup'] as const)
    addEventListener(type, note, { signal, passive: true, capture: true })
}

function note(event: KeyboardEvent): void {
  repeatedAt = event.type === 'keydown' && event.repeat ? performance.now() : -Infinity
}
