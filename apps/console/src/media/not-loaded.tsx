import type { Media } from '@switchboard/protocol'
import { ImageOff, LoaderCircle } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useConsole, useConsoleState } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { isOnline } from '../state/console-state.ts'
import { Button } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import classes from './message-media.module.css'

interface NotLoadedProps {
  media: Media
  /** Whether the carrier may still have it where the switchboard lost it. */
  mayBeLost: boolean
  /** It has come; the button beside it may have had the focus. */
  onLoaded: (hadFocus: boolean) => void
}

/** In place of a picture that did not come: it is loaded anew by hand, and by itself once there is a connection again. */
export function NotLoaded({ media, mayBeLost, onLoaded }: NotLoadedProps) {
  const console = useConsole()
  const { common, media: words } = useAllWords()
  const [isLoading, setLoading] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const load = (): void => setLoading(true)
  useOnceBack(load)

  async function again(): Promise<void> {
    const isAsked = mayBeLost && (await isLost(media)) && !(await console.retryMedia(media.id))
    if (!isAsked) load()
  }

  const Sign = isLoading ? LoaderCircle : ImageOff
  return (
    <div className={join(classes.absent, classes.failed)}>
      <Sign
        className={isLoading ? classes.turning : undefined}
        size={20}
        strokeWidth={1.75}
        aria-hidden="true"
      />
      <span role="status">{isLoading ? words.loading : words.notLoaded}</span>
      {isLoading && (
        <img
          hidden
          alt=""
          src={addressOf(media)}
          onLoad={() => onLoaded(button.current === document.activeElement)}
          onError={() => setLoading(false)}
        />
      )}
      <Button ref={button} size="small" isBusy={isLoading} onClick={() => void again()}>
        {common.tryAgain}
      </Button>
    </div>
  )
}

export const addressOf = ({ id }: Media): string => `/media/${id}`

/** Whether the switchboard itself says that it has no such file; another failure says nothing of it. */
export async function isLost(media: Media): Promise<boolean> {
  const answer = await fetch(addressOf(media), { method: 'HEAD' }).catch(() => null)
  return answer?.status === 404
}

/** Does it when there is a connection again. */
export function useOnceBack(act: () => void): void {
  const isOn = useConsoleState(isOnline)
  const wasOn = useRef(isOn)
  const onBack = useEffectEvent(act)
  useEffect(() => {
    if (isOn && !wasOn.current) onBack()
    wasOn.current = isOn
  }, [isOn])
}
