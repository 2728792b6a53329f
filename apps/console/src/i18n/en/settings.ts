/** Who is signed in, and the settings. */
export const settings = {
  title: 'Settings',
  button: (name: string) => `You are ${name}: settings`,
  all: 'All settings',
  loading: 'Opening the settings…',
  notLoaded: 'This page could not be loaded. Please look at your connection.',
  roles: { admin: 'Admin', agent: 'Agent' },
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  languageOfBrowser: 'As the browser',
  signOut: 'Sign out',
  signOutAnyway: 'Sign out anyway',
  unsavedOut: 'Some settings are not saved yet; signing out loses what you typed there.',
  stillSignedIn: 'The server cannot be reached, so you are still signed in. Please try again.',
}
