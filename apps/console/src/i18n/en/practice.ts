/** What stands over the desk while the carrier is the simulator. */
export const practice = {
  name: 'Practice',
  nothingIsReal: 'Practice: no real texts are sent.',
  openPhones: 'Open the practice phones',
  play: 'Play a busy hour',
  stop: (minute: number) => `Minute ${minute} of 60 · Stop`,
  failed: 'The simulator did not answer. Please try again.',
  hide: 'Put this line away',
}
