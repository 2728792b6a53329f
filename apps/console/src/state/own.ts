/**
 * What a record itself holds under a key that somebody else chose. A sender may well be called
 * `constructor`, which every object inherits.
 */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
