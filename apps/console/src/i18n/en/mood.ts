export const mood = {
  faces: {
    devil: 'Furious',
    unhappy: 'Unhappy',
    neutral: 'Neutral',
    happy: 'Happy',
    wink: 'Delighted',
  },
  now: (face: string) => `Mood now: ${face.toLowerCase()}`,
  notRead: 'Mood not read: language unknown',
  noWord: (face: string) => `${face}: no word with a mood`,
  because: (face: string, words: readonly string[], score: string) =>
    `${face}, because of ${words.join(', ')} (${score})`,
  before: (text: string) => `Before: ${text}`,
  readAs: (text: string, language: string) => `${text}. Read as ${language}`,
}
