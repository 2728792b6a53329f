import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import { bannerText } from './banner-text.ts'
import classes from './banners.module.css'

const BACK_SHOWN_MS = 2_500

/** Quiet lines over the desk: how the connection stands, and what this system warns of. */
export function Banners() {
  const warnings = useConsoleState((state) => state.warnings)
  return (
    <>
      <div role="status">
        <ConnectionBanner />
      </div>
      {warnings.map((warning) => (
        <p key={warning} className={classes.banner}>
          <TriangleAlert size={16} aria-hidden="true" />
          {warning}
        </p>
      ))}
    </>
  )
}

function ConnectionBanner() {
  const words = useWords().connection
  const link = useConsoleState((state) => state.link)
  const upstream = useConsoleState((state) => state.upstream)
  const isFirst = useConsoleState((state) => state.cursor === null)
  const waiting = useConsoleState((state) => state.outgoing.length)
  const banner = bannerText({ link, upstream, cursor: isFirst ? null : 0, waiting })
  const isBack = useBack(banner !== null && banner.kind !== 'connecting')
  if (banner)
    return (
      <p className={join(classes.banner, classes.late)}>
        <span className={classes.dot} aria-hidden="true" />
        {banner.text}
        {banner.kind === 'outdated' && (
          <Button look="link" onClick={() => location.reload()}>
            {words.reload}
          </Button>
        )}
      </p>
    )
  if (!isBack) return null
  return (
    <p className={join(classes.banner, classes.good)}>
      <span className={classes.dot} aria-hidden="true" />
      {words.back}
    </p>
  )
}

/** True for a moment after something that was wrong is right again. */
function useBack(isWrong: boolean): boolean {
  const [wasWrong, setWasWrong] = useState(isWrong)
  if (isWrong && !wasWrong) setWasWrong(true)
  useEffect(() => {
    if (isWrong || !wasWrong) return
    const timer = setTimeout(() => setWasWrong(false), BACK_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isWrong, wasWrong])
  return wasWrong && !isWrong
}
