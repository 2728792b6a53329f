import type { Request } from 'express'

/** A form's or query's fields, flat, under names in any case, as Twilio takes them. */
export class Form {
  readonly #values = new Map<string, string[]>()

  constructor(source: unknown) {
    if (typeof source !== 'object' || source === null) return
    for (const [name, value] of Object.entries(source))
      this.#values.set(name.toLowerCase(), [value].flat().map(String))
  }

  /** The last value; undefined when the field is missing. */
  text(name: string): string | undefined {
    return this.all(name).at(-1)
  }

  /** As text, and undefined too when it is empty. */
  filled(name: string): string | undefined {
    return this.text(name) || undefined
  }

  all(name: string): string[] {
    return this.#values.get(name.toLowerCase()) ?? []
  }
}

export function formOf(req: Request): Form {
  return new Form(req.body)
}
