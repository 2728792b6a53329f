/** What is told of what came. */
export const told = {
  text: (name: string) => `New text from ${name}`,
  woken: (name: string) => `${name} is open again: its time has come`,
  given: (name: string) => `${name} is yours now`,
  failed: (name: string) => `Not delivered: ${name}`,
  refused: (name: string) => `Not sent: ${name}`,
  mention: (name: string) => `A note about ${name} names you`,
}
