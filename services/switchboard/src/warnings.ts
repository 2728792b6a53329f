import type { Warning, WarningCode, WarningTexts, WarningValues } from '@switchboard/protocol'

const count = (seq: string): string => Number(seq).toLocaleString('en-US')
const RECOVERING = 'recovering from Twilio'

/** For the log and `/readyz`; a console has words of its own. */
const texts: WarningTexts = {
  ephemeralDisk: () =>
    'This dyno forgets its disk at each restart: people, notes and assignments last only until then.',
  tailLost: (lastSeq, mark) =>
    `last seq ${count(lastSeq)}, mark ${count(mark)}: the newest changes are missing from the disk; ${RECOVERING}`,
  tailRestored: (lastSeq, mark) =>
    `last seq ${count(lastSeq)}, mark ${count(mark)}: this history was restored; ${RECOVERING}`,
  tailUnmarked: (lastSeq) =>
    `last seq ${count(lastSeq)}: the high-water mark is missing, so the newest changes may be, too; ${RECOVERING}`,
  webhookMoved: (line, host) => `Texts to ${line} went to ${host} before; they come here now.`,
  webhookElsewhere: (host) => `Our number's texts go to ${host}, not here.`,
  uploadUnopened: (why) =>
    `The history that was uploaded could not be opened (${why}); the history from before is in use.`,
  uploadDamaged: (where, what) =>
    `The history that was uploaded is not as it must be (${where}: ${what}); what it replaced is kept in DATA_DIR/previous; see verify.`,
  uploadUnchecked: (why) => `The history that was uploaded could not be looked through (${why}).`,
}

export function makeWarning<C extends WarningCode>(code: C, ...values: WarningValues[C]): Warning {
  return { code, values, text: texts[code](...values) }
}
