/** False in a pane that gave way to another one, on a small window or behind the settings. */
export function isInSight(element: Element | null): boolean {
  return element?.checkVisibility?.({ visibilityProperty: true }) ?? true
}
