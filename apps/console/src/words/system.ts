import {
  formatNumber,
  type Quarantined,
  type Rejection,
  type System,
  type Why,
} from '@switchboard/protocol'
import { systemWords } from '../i18n/system.ts'
import { codedText } from './coded.ts'

/** Why something was refused, not read or not done: by its code, else as it came. */
export function problemText(text: string, why: Why | undefined): string {
  return why ? codedText(systemWords().problems, why, text) : text
}

/** The same where nothing stands before it. */
export function problemTitle(text: string, why: Why | undefined): string {
  const problem = problemText(text, why)
  return problem.charAt(0).toUpperCase() + problem.slice(1)
}

/** What to compare when a webhook was refused; null where nobody has to do anything. */
export function rejectionAdvice({ why, signedFor }: Rejection): string | null {
  const words = systemWords()
  if (signedFor !== null) return words.signedFor(signedFor)
  if (why?.code === 'unsigned') return words.unsigned
  return why?.code === 'wrongSignature' ? words.wrongSignature : null
}

/** How the comparison with the carrier stands. */
export function backfillText({ backfill, job }: System): string {
  const words = systemWords()
  if (backfill.running) {
    const lookedAt = job?.kind === 'backfill' ? job.progress?.['done'] : undefined
    return words.checking(typeof lookedAt === 'number' ? lookedAt : null, backfill.added)
  }
  if (backfill.error !== null) return words.checkFailed(problemText(backfill.error, backfill.why))
  if (backfill.lastRunAt === null) return words.notChecked
  return words.lastCheck(backfill.added)
}

/** What a webhook in quarantine seems to be, from whom it says to be. */
export function quarantinedText({ kind, params }: Quarantined): string {
  const words = systemWords()
  if (kind === 'status') return words.report
  const from = [params['From']].flat()[0]
  const body = [params['Body']].flat()[0]
  const what = from ? words.textFrom(formatNumber(from)) : words.text
  return body ? words.quoted(what, body.slice(0, 160)) : what
}
