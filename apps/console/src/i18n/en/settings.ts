export const settings = {
  title: 'Settings',
  button: (name: string) => `You are ${name}: settings`,
  roles: { admin: 'Admin', agent: 'Agent' },
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  language: 'Language',
  languageOfBrowser: 'As the browser',
  keys: 'Single-key shortcuts',
  keysHint: 'J and K move · R reply · N note · E resolve',
  signOut: 'Sign out',
  stillSignedIn: 'The server cannot be reached, so you are still signed in. Please try again.',
}
