/** False in a pane that gave way to another one, on a small window or behind the settings. */
export function isInSight(element: Element | null): boolean {
  return element?.checkVisibility?.({ visibilityProperty: true }) ?? true
}

/** Whether one can be led back to it: it may be gone, or of a thread that was left. */
export function isThere(place: Element | null): boolean {
  return place !== null && place.isConnected && place.closest('[aria-hidden=true]') === null
}
