const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** What sends without the mouse, as this computer's keys are called. */
export const sendKeys = isApple ? '⌘ Enter' : 'Ctrl Enter'
