import { LoaderCircle, RotateCw, X } from 'lucide-react'
import type { Media } from '@switchboard/protocol'
import { useRef, useState } from 'react'
import { useConsole } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { useStore } from '../state/store.ts'
import { join } from '../ui/join.ts'
import { useLeadOn } from '../ui/use-lead-on.ts'
import type { Attachment } from './attachments.ts'
import classes from './attachment-tray.module.css'
import { addressOf, isLost, useOnceBack } from './not-loaded.tsx'
import { own } from '../state/own.ts'

/** The pictures that go with the text below them, each with a way to leave it out again. */
export function AttachmentTray({ number }: { number: string }) {
  const words = useAllWords().media
  const { attachments } = useConsole()
  const chosen = useStore(attachments.store, (all) => own(all, number))
  if (!chosen) return null
  return (
    <>
      <ul className={classes.tray} aria-label={words.toSend}>
        {chosen.map((one, index) => (
          <Chosen key={one.key} attachment={one} number={number} place={index + 1} />
        ))}
      </ul>
      <div role="alert">
        {chosen.map(
          ({ key, name, problem }) =>
            problem !== null && (
              <p key={key} className={classes.problem}>
                {words.failed(name ?? words.picture, problem)}
              </p>
            ),
        )}
      </div>
    </>
  )
}

interface ChosenProps {
  attachment: Attachment
  number: string
  place: number
}

function Chosen({ attachment, number, place }: ChosenProps) {
  const words = useAllWords().media
  const { attachments } = useConsole()
  const picture = useRef<HTMLLIElement>(null)
  const leadOn = useLeadOn(() => besides(place))
  const stay = useLeadOn(() => picture.current?.querySelector(`.${classes.remove}`))
  const { key, name, state, media, preview, problem, isRefused } = attachment
  const src = preview ?? (media && addressOf(media))
  // That this browser cannot draw a file says nothing about what the switchboard made of it.
  const coming = useComing(state === 'ready' && preview === null ? media : null)
  const isGone = coming.trouble === 'gone'
  const again =
    coming.again ?? (state === 'failed' && !isRefused && (() => attachments.retry(number, key)))
  return (
    <li
      ref={picture}
      className={join(
        classes.picture,
        (state === 'failed' || coming.trouble !== null) && classes.failed,
      )}
    >
      {src !== null && (
        <img key={coming.tries} src={src} alt={name ?? words.picture} onError={coming.onError} />
      )}
      {state === 'uploading' && (
        <span className={classes.veil} role="status">
          <LoaderCircle className={classes.turning} size={20} aria-hidden="true" />
          <span className="visually-hidden">{words.uploading(name ?? words.picture)}</span>
        </span>
      )}
      {again && (
        <button
          ref={stay}
          type="button"
          className={classes.veil}
          data-tip={words.retryTip(problem ?? words.notLoaded)}
          aria-label={
            problem === null
              ? words.retryTip(words.notLoaded)
              : words.uploadAgain(name ?? words.picture, problem)
          }
          onClick={again}
        >
          <RotateCw size={20} aria-hidden="true" />
        </button>
      )}
      <button
        ref={leadOn}
        type="button"
        className={classes.remove}
        aria-label={isGone ? words.removePlaceOf(place, words.gone) : words.removePlace(place)}
        data-tip={isGone ? words.gone : words.remove}
        onClick={() => attachments.remove(number, key)}
      >
        <X size={14} strokeWidth={2.25} aria-hidden="true" />
      </button>
    </li>
  )
}

/** Whether a picture came to this browser; where only the way failed it is loaded anew, by hand or once there is a connection. */
function useComing(media: Media | null) {
  const [trouble, setTrouble] = useState<'gone' | 'away' | null>(null)
  const [tries, setTries] = useState(0)
  const isAway = trouble === 'away'
  function again(): void {
    setTrouble(null)
    setTries(tries + 1)
  }
  async function onError(): Promise<void> {
    if (media) setTrouble((await isLost(media)) ? 'gone' : 'away')
  }
  useOnceBack(() => isAway && again())
  return { trouble, tries, onError: () => void onError(), again: isAway ? again : null }
}

/** Once a picture is left out: the next one to leave out, else the last, else the text they go with. */
function besides(place: number): HTMLElement | null {
  const others = [...document.querySelectorAll<HTMLElement>(`.${classes.remove}`)]
  return others[place - 1] ?? others.at(-1) ?? document.querySelector('[data-action="reply"]')
}
