import { words } from '../i18n/index.ts'
import { clock } from '../state/clock.ts'
import type { ConsoleState } from '../state/console-state.ts'
import { exactTime } from '../words/time.ts'

export interface BannerText {
  kind: 'connecting' | 'behind' | 'outdated'
  text: string
}

type Facts = Pick<
  ConsoleState,
  'link' | 'upstream' | 'cursor' | 'caughtUpTo' | 'isTooSlow' | 'isSilent'
> & {
  waiting: number
  /** What the browser says of this computer's network. */
  isOffline: boolean
}

/** What the connection is honest about; null when all is well. */
export function bannerText(facts: Facts): BannerText | null {
  const { link, cursor, caughtUpTo, waiting } = facts
  const { connection } = words()
  if (link === 'outdated') return { kind: 'outdated', text: connection.outdated }
  if (link === 'signed-out') return null
  const why = whyBehind(facts)
  if (why === null) return null
  // Before anything was seen there is nothing that could be behind.
  if (cursor === null && why === 'reconnecting')
    return { kind: 'connecting', text: connection.connecting }
  const texts = [connection[why]]
  if (caughtUpTo !== null) texts.push(connection.caughtUpTo(exactTime(caughtUpTo, clock.now())))
  texts.push(connection.kept)
  if (waiting > 0) texts.push(connection.waits(waiting))
  return { kind: 'behind', text: texts.join(' ') }
}

function whyBehind({ link, upstream, isTooSlow, isSilent, isOffline }: Facts) {
  if (isOffline) return 'offline'
  if (!upstream.live) return 'upstream'
  if (link === 'live') return isSilent ? 'silent' : null
  return isTooSlow ? 'tooSlow' : 'reconnecting'
}

/** While what was missed is being read again. */
export function catchingUpText(caughtUpTo: string | null): string {
  const { connection } = words()
  if (caughtUpTo === null) return connection.catchingUp
  const until = connection.caughtUpTo(exactTime(caughtUpTo, clock.now()))
  return [connection.catchingUp, until].join(' ')
}
