import {
  formatNumber,
  type Quarantined,
  type Rejection,
  type System,
  type Why,
} from '@switchboard/protocol'
import { words } from '../i18n/index.ts'
import { codedText } from './coded.ts'

/** Why something was refused, not read or not done: by its code, else as it came. */
export function problemText(text: string, why: Why | undefined): string {
  return why ? codedText(words().problems, why, text) : text
}

/** The same where nothing stands before it. */
export function problemTitle(text: string, why: Why | undefined): string {
  const problem = problemText(text, why)
  return problem.charAt(0).toUpperCase() + problem.slice(1)
}

/** What to compare when a webhook was refused; null where nobody has to do anything. */
export function rejectionAdvice({ why, signedFor }: Rejection): string | null {
  const { system } = words()
  if (signedFor !== null) return system.signedFor(signedFor)
  if (why?.code === 'unsigned') return system.unsigned
  return why?.code === 'wrongSignature' ? system.wrongSignature : null
}

/** How the comparison with the carrier stands. */
export function backfillText({ backfill, job }: System): string {
  const { system } = words()
  if (backfill.running) {
    const lookedAt = job?.kind === 'backfill' ? job.progress?.['done'] : undefined
    return system.checking(typeof lookedAt === 'number' ? lookedAt : null, backfill.added)
  }
  if (backfill.error !== null) return system.checkFailed(problemText(backfill.error, backfill.why))
  if (backfill.lastRunAt === null) return system.notChecked
  return system.lastCheck(backfill.added)
}

/** What a webhook in quarantine seems to be, from whom it says to be. */
export function quarantinedText({ kind, params }: Quarantined): string {
  const { system } = words()
  if (kind === 'status') return system.report
  const from = [params['From']].flat()[0]
  const body = [params['Body']].flat()[0]
  const what = from ? system.textFrom(formatNumber(from)) : system.text
  return body ? system.quoted(what, body.slice(0, 160)) : what
}
