/** Choosing labels, and making them. */
export const labels = {
  title: 'Labels',
  find: 'Find a label',
  findOrMake: 'Find or make a label',
  make: (name: string) => `Make “${name}”`,
  none: 'No label fits.',
  noneYet: 'There are no labels yet.',
  askAdmin: 'An admin can make some.',
  showMore: (n: number) => `+${n}: show all labels`,
  full: 'A conversation has at most 20 labels.',
}
