/** A field that grows by its style needs no measuring, which costs a layout of the page at each key. */
const growsByItself = globalThis.CSS?.supports?.('field-sizing', 'content') ?? false

/** Grows with its text, up to the third of the height its style allows. */
export function grow(field: HTMLTextAreaElement | null): void {
  if (!field || growsByItself) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}
