/** Whether a key belongs to an input method: Safari tells one that ends with it by this number alone. */
export function isComposing({ isComposing: is, keyCode }: KeyboardEvent): boolean {
  return is || keyCode === 229
}
