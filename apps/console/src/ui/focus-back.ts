/**
 * Leads the focus to `target` from `box`, or from what is no longer there. What closes by a late answer must not
 * take it from where one went on meanwhile.
 */
export function focusBack(target: HTMLElement | null | undefined, box?: HTMLElement | null): void {
  const { activeElement: now, body } = document
  if (now === null || now === body || box?.contains(now)) target?.focus()
}
