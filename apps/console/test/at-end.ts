const open = new Set<{ close: () => void }>()

/** Closes it when the test is over. */
export function closeAtEnd(one: { close: () => void }): void {
  open.add(one)
}

export function closeAll(): void {
  for (const one of open) one.close()
  open.clear()
}
