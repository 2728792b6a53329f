/** What stands in the place of a part of the page that broke. */
export const broken = {
  app: 'Something broke in this page.',
  thread: 'This conversation could not be shown.',
  kept: 'Nothing that was sent is lost, and your drafts are kept. Reloading mostly helps.',
  toInbox: 'Go to the inbox',
  copy: 'Copy details',
  copied: 'Copied',
  details: 'Details of the error',
  unreachable: 'The switchboard cannot be reached',
  unreachableLead:
    'It may be starting, or the connection is down. Nothing is lost: texts are kept and shown as soon as it is back.',
}
