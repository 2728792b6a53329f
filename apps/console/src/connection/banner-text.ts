import { words } from '../i18n/index.ts'
import type { ConsoleState } from '../state/console-state.ts'

export interface BannerText {
  kind: 'connecting' | 'reconnecting' | 'upstream' | 'outdated' | 'back'
  text: string
}

type Facts = Pick<ConsoleState, 'link' | 'upstream' | 'cursor'> & { waiting: number }

/** What the connection is honest about; null when all is well. */
export function bannerText({ link, upstream, cursor, waiting }: Facts): BannerText | null {
  const { connection } = words()
  if (link === 'outdated') return { kind: 'outdated', text: connection.outdated }
  if (link === 'signed-out') return null
  if (!upstream.live)
    return {
      kind: 'upstream',
      text: connection.upstream(waiting),
    }
  if (link === 'connecting' || (link === 'reconnecting' && cursor === null))
    return { kind: 'connecting', text: connection.connecting }
  if (link === 'reconnecting')
    return { kind: 'reconnecting', text: connection.reconnecting(waiting) }
  return null
}
