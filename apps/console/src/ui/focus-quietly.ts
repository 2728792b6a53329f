/** Leads the focus to a place that shows it but is no stop of the Tab key. */
export function focusPlace(place: HTMLElement): void {
  place.tabIndex = -1
  place.focus({ preventScroll: true })
  place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true })
}

/** As `focusPlace`, for whoever may still be typing: single keys keep quiet there (`isTyping`) until Escape. */
export function focusQuietly(place: HTMLElement): void {
  const ends = new AbortController()
  const { signal } = ends
  const speakUp = (): void => {
    ends.abort()
    delete place.dataset['quiet']
  }
  place.dataset['quiet'] = ''
  focusPlace(place)
  place.addEventListener('blur', speakUp, { signal })
  place.addEventListener('keydown', ({ key }) => key === 'Escape' && speakUp(), { signal })
}
