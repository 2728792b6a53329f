import type { Watch } from '@switchboard/protocol'

/** What a browser watches that shows one view of the inbox, from the newest row down to `floor`. */
export const inbox = (view: 'mine' | 'unassigned' | 'all', floor: string | null = null): Watch => ({
  thread: null,
  inbox: { view, status: 'open', floor },
})

/** What a browser watches that shows one thread. */
export const thread = (number: string): Watch => ({ thread: number, inbox: null })
