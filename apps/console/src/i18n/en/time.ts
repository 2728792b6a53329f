export const time = {
  now: 'now',
  justNow: 'just now',
  waiting: 'Waiting',
  waitingFor: (age: string) => `Waiting ${age}`,
  waitingSince: (date: string) => `Waiting since ${date}`,
  underAMinute: 'less than a minute',
  lasting: (length: string) => `for ${length}`,
  dayAndTime: (day: string, clock: string) => `${day}, ${clock}`,
}
