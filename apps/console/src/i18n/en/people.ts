export const people = {
  title: 'People',
  you: ' · you',
  admin: 'Admin · ',
  closed: 'Closed',
  add: 'Add a colleague',
  name: 'Name',
  password: 'Password',
  here: (name: string) => `${name} is here already.`,
  added: (name: string) => `${name} can sign in now. Tell them the password in person.`,
  hint: 'They sign in with this name and password; tell them both in person.',
  mayAdd: ' Admin: may add people',
  verb: 'Add',
}
