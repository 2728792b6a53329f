/** What was said in the open thread: where the focus is while nothing within it has it. */
export const log = (): HTMLElement | null => document.querySelector('#thread [role=log]')
