import { perLanguage } from './intl.ts'

const collator = perLanguage((tag) => new Intl.Collator(tag, { numeric: true }))

/** As one looks things up in the language of the moment; numbers by their value, so that 2 comes before 10. */
export function inOrder(a: string, b: string): number {
  return collator().compare(a, b)
}

export function byName(a: { name: string }, b: { name: string }): number {
  return inOrder(a.name, b.name)
}
