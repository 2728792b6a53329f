/**
 * Leads the focus to a place that shows it and takes no text, for whoever may still be typing: single keys keep
 * quiet there (`isTyping`) until Escape, or until the focus is elsewhere.
 */
export function focusQuietly(place: HTMLElement): void {
  const ends = new AbortController()
  const { signal } = ends
  const leave = (): void => {
    ends.abort()
    place.removeAttribute('tabindex')
    delete place.dataset['quiet']
  }
  place.tabIndex = -1
  place.dataset['quiet'] = ''
  place.focus({ preventScroll: true })
  place.addEventListener('blur', leave, { signal })
  place.addEventListener('keydown', ({ key }) => key === 'Escape' && place.blur(), { signal })
}
