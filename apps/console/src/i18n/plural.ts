const rules = new Intl.PluralRules('en')

/** `plural(2, 'text', 'texts')`: "2 texts". For catalogues of languages that tell one from many as English does. */
export function plural(n: number, one: string, other: string): string {
  return `${n.toLocaleString('en')} ${rules.select(n) === 'one' ? one : other}`
}
