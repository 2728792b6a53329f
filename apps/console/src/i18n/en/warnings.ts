import { formatNumber, type WarningTexts } from '@switchboard/protocol'

const count = (seq: string): string => Number(seq).toLocaleString('en')

export const warnings: WarningTexts = {
  ephemeralDisk: () =>
    'This server forgets its disk at each restart: people, notes and assignments last only until then.',
  tailLost: (lastSeq, mark) =>
    `The newest changes are missing from the disk: of ${count(mark)}, ${count(lastSeq)} are here. Texts are being fetched from Twilio.`,
  tailRestored: (lastSeq, mark) =>
    `This history was restored: of ${count(mark)} changes, ${count(lastSeq)} are here. Texts since then are being fetched from Twilio.`,
  tailUnmarked: (lastSeq) =>
    `The newest changes may be missing: ${count(lastSeq)} are here, and nobody can tell how many there were. Texts are being fetched from Twilio.`,
  webhookMoved: (line, host) =>
    `Texts to ${formatNumber(line)} went to ${host} before; they come here now.`,
  webhookElsewhere: (host) => `Our number’s texts go to ${host}, not here.`,
  uploadUnopened: (why) =>
    `The history that was uploaded could not be opened (${why}); the one from before is in use.`,
  uploadDamaged: (where, what) =>
    `The history that was uploaded is not as it must be (${where}: ${what}). What it replaced is kept on the server, in DATA_DIR/previous.`,
  uploadUnchecked: (why) => `The history that was uploaded could not be looked through (${why}).`,
}
