import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import { bannerText, catchingUpText } from './banner-text.ts'
import classes from './banners.module.css'
import { warningText } from '../words/warnings.ts'
import { useOffline } from './use-offline.ts'

const BACK_SHOWN_MS = 2_500

/** Quiet lines over the desk: how the connection stands, and what this system warns of. */
export function Banners() {
  // In the language of the moment.
  useWords()
  const warnings = useConsoleState((state) => state.warnings)
  return (
    <>
      <div role="status">
        <ConnectionBanner />
      </div>
      {warnings.map((warning) => (
        <p key={warning.text} className={classes.banner}>
          <TriangleAlert size={16} aria-hidden="true" />
          {warningText(warning)}
        </p>
      ))}
    </>
  )
}

function ConnectionBanner() {
  const words = useWords().connection
  const link = useConsoleState((state) => state.link)
  const upstream = useConsoleState((state) => state.upstream)
  const caughtUpTo = useConsoleState((state) => state.caughtUpTo)
  const isTooSlow = useConsoleState((state) => state.isTooSlow)
  const isSilent = useConsoleState((state) => state.isSilent)
  const isFirst = useConsoleState((state) => state.cursor === null)
  const waiting = useConsoleState((state) => state.outgoing.length)
  const isReading = useConsoleState(
    ({ inbox, thread }) => inbox.loading || thread?.loading === 'newest',
  )
  const isOffline = useOffline()
  const cursor = isFirst ? null : 0
  const facts = { link, upstream, cursor, caughtUpTo, isTooSlow, isSilent, waiting, isOffline }
  const banner = bannerText(facts)
  const phase = usePhase(banner?.kind === 'behind', isReading)
  if (banner)
    return (
      <p className={join(classes.banner, classes.late)} data-connection={banner.kind}>
        <span className={classes.dot} aria-hidden="true" />
        {banner.text}
        {banner.kind === 'outdated' && (
          <Button look="link" onClick={() => location.reload()}>
            {words.reload}
          </Button>
        )}
      </p>
    )
  if (phase === 'well') return null
  return (
    <p className={join(classes.banner, phase === 'back' && classes.good)}>
      <span className={classes.dot} aria-hidden="true" />
      {phase === 'back' ? words.back : catchingUpText(caughtUpTo)}
    </p>
  )
}

type Phase = 'well' | 'behind' | 'catching-up' | 'back'

/** From being behind over catching up to being back, which is told for a moment. */
function usePhase(isBehind: boolean, isReading: boolean): Phase {
  const [phase, setPhase] = useState<Phase>('well')
  const next = nextPhase(phase, isBehind, isReading)
  if (next !== phase) setPhase(next)
  useEffect(() => {
    if (phase !== 'back') return
    const timer = setTimeout(() => setPhase('well'), BACK_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [phase])
  return next
}

function nextPhase(phase: Phase, isBehind: boolean, isReading: boolean): Phase {
  if (isBehind) return 'behind'
  if (phase !== 'behind' && phase !== 'catching-up') return phase
  return isReading ? 'catching-up' : 'back'
}
