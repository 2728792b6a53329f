/** The faults people can switch on, in the groups they think in. */
export const faultGroups = [
  {
    title: 'When we send',
    faults: [
      { kind: 'slow', name: 'Slow', says: 'The carrier answers after 3 seconds.' },
      { kind: 'too-many-requests', name: 'Too many requests', says: '429: nothing was processed.' },
      { kind: 'server-error', name: 'Carrier error', says: '500: nothing was processed.' },
      {
        kind: 'answer-lost',
        name: 'Answer lost',
        says: 'The text goes out, but we never hear so.',
      },
      {
        kind: 'undelivered',
        name: 'Phone unreachable',
        says: 'The text is sent and not delivered.',
      },
    ],
  },
  {
    title: 'When customers text',
    faults: [
      { kind: 'webhook-duplicate', name: 'Twice', says: 'The same text is handed over twice.' },
      { kind: 'webhook-lost', name: 'Never', says: 'The carrier keeps the text to itself.' },
    ],
  },
  {
    title: 'Delivery reports',
    faults: [
      { kind: 'callback-late', name: 'Late', says: 'They come 5 seconds later.' },
      { kind: 'callback-doubled', name: 'Doubled', says: 'Each comes twice.' },
      {
        kind: 'callback-out-of-order',
        name: 'Out of order',
        says: '“Delivered” comes before “sent”.',
      },
      { kind: 'callback-lost', name: 'Lost', says: 'They never come.' },
    ],
  },
] as const
