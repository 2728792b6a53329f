import { Smartphone, X } from 'lucide-react'
import { useState } from 'react'
import classes from '../connection/banners.module.css'
import { useConsoleState } from '../console-context.ts'
import { useWords } from '../i18n/index.ts'
import { browserStorage } from '../state/kept.ts'
import { Button } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import { useBusyHour } from './use-busy-hour.ts'

const KEY = 'switchboard:practice-banner'

/** On the simulator: says that nothing is real, and lets customers text. Once put away it stays away. */
export function PracticeBanner() {
  const simulator = useConsoleState((state) => state.simulator)
  const [isHidden, setHidden] = useState(() => browserStorage()?.getItem(KEY) === 'hidden')
  if (!simulator || isHidden) return null
  return (
    <PracticeLine
      onHide={() => {
        setHidden(true)
        keepHidden()
      }}
    />
  )
}

function PracticeLine({ onHide }: { onHide: () => void }) {
  const { practice } = useWords()
  const { state, hasFailed, toggle } = useBusyHour()
  return (
    <div
      role="region"
      aria-label={practice.name}
      className={join(classes.banner, classes.practice)}
    >
      <span>{practice.nothingIsReal}</span>
      <a href="/phone" target="_blank" rel="noreferrer">
        <Smartphone size={14} aria-hidden="true" />
        {practice.openPhones}
      </a>
      {state && (
        <Button size="small" onClick={toggle}>
          {state.running ? practice.stop(state.minute + 1) : practice.play}
        </Button>
      )}
      {hasFailed && <span role="alert">{practice.failed}</span>}
      <button type="button" className={classes.close} aria-label={practice.hide} onClick={onHide}>
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  )
}

function keepHidden(): void {
  try {
    browserStorage()?.setItem(KEY, 'hidden')
  } catch {
    // Without storage it is away until the reload.
  }
}
