/** Longer than between two repeats, should the end of one never be told, as where another window comes in front. */
const FORGOTTEN_MS = 1000

let heldAt = -Infinity

/** Whether a key is held down that does its action again and again. */
export function isKeyHeld(): boolean {
  return performance.now() - heldAt < FORGOTTEN_MS
}

/** A repeat of a key is about to do its action; one that does nothing, as to speak in a call, holds nothing up. */
export function holdKey(): void {
  heldAt = performance.now()
}

/** Notes where a key of this page is let go, or another is pressed, until `signal`; before anybody acts on it. */
export function followHeldKey(signal: AbortSignal): void {
  for (const type of ['keydown', 'keyup'] as const)
    addEventListener(type, letGo, { signal, passive: true, capture: true })
}

function letGo({ repeat }: KeyboardEvent): void {
  if (!repeat) heldAt = -Infinity
}
