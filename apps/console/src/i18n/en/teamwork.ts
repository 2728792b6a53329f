/** What people who share an inbox see of each other, and of how it is kept in order. */
export const teamwork = {
  activity: {
    views: (name: string) => `${name} is viewing`,
    types: (name: string) => `${name} is typing…`,
    viewMany: (n: number) => `${n} colleagues are viewing`,
    typeMany: (n: number) => `${n} colleagues are typing…`,
    typing: 'typing…',
  },
  moreLabels: (n: number) => `+${n}`,
  priority: {
    levels: { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent' },
    because: (level: string, reason: string) => `${level}: ${reason}`,
    furious: 'the customer is furious',
    angrier: 'three unhappy texts running',
    byHand: (name: string) => `set by ${name}`,
  },
}
