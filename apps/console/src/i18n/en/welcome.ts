import { plural } from '../plural.ts'

export const welcome = {
  signIn: 'Sign in',
  signInLead: 'to read and answer your team’s texts.',
  signedOut: 'You have been signed out. Sign in again, or ask an admin.',
  somethingWrong: 'Something went wrong.',
  name: 'Name',
  nameHint: 'Colleagues see it beside your replies. Customers do not.',
  password: 'Password',
  passwordHint: 'At least 8 characters; a few words are best.',
  title: 'Welcome to Switchboard',
  lead: 'You are the first one here. Choose how you sign in; you will be the admin and can add your colleagues next.',
  start: 'Start',
  used: 'This link has been used',
  usedLead:
    'It works once, for the first admin. If that was you, just sign in; otherwise ask an admin of your team to add you.',
  invited: (by: string | null) => (by === null ? 'You are invited' : `${by} invites you`),
  invitedLead: {
    admin: 'to answer customers’ texts together, as an admin. Choose how you sign in.',
    agent: 'to answer customers’ texts together. Choose how you sign in.',
  },
  join: 'Join',
  inviteOver: 'This invitation is over',
  inviteOverLead:
    'It was used already, taken back, or is older than 7 days. If you have an account, sign in; else ask whoever sent it for a new link.',
  goToSignIn: 'Go to sign in',
  problems: {
    noMatch: 'That name and password do not match. Please try again.',
    tooManyTries: (minutes: number) =>
      `Too many tries. Please wait ${plural(minutes, 'minute', 'minutes')} and try again.`,
    linkUsed: 'This link has been used already. Please sign in instead.',
    inviteOver: 'This invitation is over. Please ask for a new link.',
    unreachable: 'The switchboard cannot be reached right now. Please try again in a moment.',
  },
}
