/** How one is told of what came, as the settings say it. */
export const telling = {
  title: 'Notifications',
  desktop: 'Desktop notifications',
  sound: 'A sound',
  badge: 'Unread count in the tab',
  test: 'Test',
  testTitle: 'This is how it looks',
  testBody:
    'Switchboard tells you of texts to you, of what is given to you and of notes that name you.',
  allow: 'Allow here',
  /** What this browser lacks; others are not concerned. */
  lacks: {
    denied: 'This browser blocks them for this page. Allow notifications in its site settings.',
    default: 'This browser has no leave to show them yet; nothing is shown here until it has.',
    unsupported: 'This browser cannot show them.',
    insecure: 'Browsers show them only of pages that come by https.',
  },
  notShown: 'The browser did not show it.',
  silent: 'The browser played nothing: click once in the page, then try again.',
  unheard:
    'The last sound was not played: a browser keeps a page silent until somebody clicks or types in it. Test whether it plays now.',
}
