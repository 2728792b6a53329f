export const time = {
  now: 'now',
  justNow: 'just now',
  waiting: 'Waiting',
  waitingFor: (age: string) => `Waiting ${age}`,
  dayAndTime: (day: string, clock: string) => `${day}, ${clock}`,
}
