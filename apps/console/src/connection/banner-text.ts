import type { ConsoleState } from '../state/console-state.ts'

export interface BannerText {
  kind: 'connecting' | 'reconnecting' | 'upstream' | 'outdated' | 'back'
  text: string
}

type Facts = Pick<ConsoleState, 'link' | 'upstream' | 'cursor'> & { waiting: number }

/** What the connection is honest about; null when all is well. */
export function bannerText({ link, upstream, cursor, waiting }: Facts): BannerText | null {
  const kept =
    waiting === 0 ? '' : ` ${waiting === 1 ? 'One reply waits' : `${waiting} replies wait`}.`
  if (link === 'outdated')
    return { kind: 'outdated', text: 'A new version is here. Reload to go on; drafts are kept.' }
  if (link === 'signed-out') return null
  if (!upstream.live)
    return {
      kind: 'upstream',
      text: `The switchboard is out of reach. What you see may be behind; what you write is kept.${kept}`,
    }
  if (link === 'connecting' || (link === 'reconnecting' && cursor === null))
    return { kind: 'connecting', text: 'Connecting…' }
  if (link === 'reconnecting')
    return { kind: 'reconnecting', text: `Reconnecting. What you write is kept.${kept}` }
  return null
}
