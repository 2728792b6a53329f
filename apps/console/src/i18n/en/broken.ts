/** What stands in the place of a part of the page that broke. */
export const broken = {
  app: 'Something broke in this page.',
  thread: 'This conversation could not be shown.',
  kept: 'Nothing that was sent is lost, and your drafts are kept. Reloading mostly helps.',
  toInbox: 'Go to the inbox',
  copy: 'Copy details',
  copied: 'Copied',
  details: 'Details of the error',
}
