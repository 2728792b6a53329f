/** What one does with several at once. */
export const bulk = {
  selected: (n: number) => `${n.toLocaleString('en')} selected`,
  selectAll: (n: number) => `Select all ${n.toLocaleString('en')}`,
  done: 'Select none',
  bar: 'With those selected',
  take: 'Take',
  release: 'Release',
  resolve: 'Resolve',
  progress: (answered: number, total: number) =>
    `${answered.toLocaleString('en')} of ${total.toLocaleString('en')}…`,
  refused: (refused: number, total: number) =>
    refused === 1
      ? `1 of ${total.toLocaleString('en')} was not changed. It is still selected.`
      : refused === total
        ? `None of ${total.toLocaleString('en')} was changed. They are still selected.`
        : `${refused.toLocaleString('en')} of ${total.toLocaleString('en')} were not changed. They are still selected.`,
  why: (who: string, why: string) => `${who}: ${why}`,
  notHeld: 'Nobody holds it.',
  more: (n: number) => `and ${n.toLocaleString('en')} more`,
}
