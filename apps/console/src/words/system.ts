import { formatNumber, type Quarantined, type Rejection, type System } from '@switchboard/protocol'

/** What to compare when a webhook was refused; null where nobody has to do anything. */
export function rejectionAdvice({ reason, signedFor }: Rejection): string | null {
  if (signedFor !== null)
    return `This was signed with our token, but for ${signedFor}. Set URL to that address without its path, or correct the webhook address in Twilio.`
  if (reason.includes('missing'))
    return 'Twilio signs everything it sends: this came from somebody else. Nothing was stored.'
  if (reason.includes('does not match'))
    return "Compare the address above, letter by letter, with the number's webhook address in Twilio: scheme, host, port and path. If they are the same, TWILIO_AUTH_TOKEN is not this account's token."
  return null
}

/** How the comparison with the carrier stands. */
export function backfillText({ backfill, job }: System): string {
  if (backfill.running) {
    const lookedAt = job?.kind === 'backfill' ? job.progress?.['done'] : undefined
    const seen = typeof lookedAt === 'number' ? ` ${count(lookedAt)} messages so far;` : ''
    return `Checking now:${seen} ${addedText(backfill.added)}.`
  }
  if (backfill.error !== null) return `The last check did not come to its end: ${backfill.error}.`
  if (backfill.lastRunAt === null) return 'Not checked yet.'
  return `Last check: ${addedText(backfill.added)}`
}

function addedText(added: number): string {
  if (added === 0) return 'nothing was missing here'
  return added === 1
    ? 'one missing message was added'
    : `${count(added)} missing messages were added`
}

/** What a webhook in quarantine seems to be, from whom it says to be. */
export function quarantinedText({ kind, params }: Quarantined): string {
  if (kind === 'status') return 'A delivery report'
  const from = [params['From']].flat()[0]
  const body = [params['Body']].flat()[0]
  return [from ? `A text from ${formatNumber(from)}` : 'A text', body && `“${body.slice(0, 160)}”`]
    .filter(Boolean)
    .join(': ')
}

const count = (n: number): string => n.toLocaleString('en')
