/**
 * Whether a key belongs to an input method. One that begins with it Chromium tells by this number alone, and Safari
 * one that ends with it.
 */
export function isComposing({ isComposing: is, keyCode }: KeyboardEvent): boolean {
  return is || keyCode === 229
}
