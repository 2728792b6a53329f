/** What a file is, and why it does not go along. */
export const files = {
  kinds: {
    pdf: 'PDF document',
    vcard: 'Contact card',
    image: 'Picture',
    audio: 'Voice or sound',
    video: 'Video',
    file: 'File',
  },
  notUploaded: 'The picture could not be uploaded.',
  empty: (name: string) => `“${name}” is not attached: the file is empty.`,
  moreRefused: (n: number) => `Nor are ${n} more files.`,
  wrongType: (name: string) =>
    `“${name}” is not attached: only JPEG, PNG and GIF pictures can be sent.`,
  tooMany: (name: string, most: number) =>
    `“${name}” is not attached: a text carries at most ${most} pictures.`,
  tooLarge: (name: string, size: string) =>
    `“${name}” is not attached: the pictures of a text have at most 5 MB together, and with it they would have ${size}.`,
}
