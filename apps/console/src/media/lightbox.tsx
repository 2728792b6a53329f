import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react'
import { useEffect, useEffectEvent, useMemo, useRef, useState, type RefObject } from 'react'
import type { Media, TimelineEntry, TimelineMessage } from '@switchboard/protocol'
import { useAllWords } from '../i18n/later.ts'
import { IconButton } from '../ui/button.tsx'
import { fullTime } from '../words/time.ts'
import classes from './lightbox.module.css'
import { isShown, pictureText } from './media-words.ts'
import { NotLoaded } from './not-loaded.tsx'

interface LightboxProps {
  entries: readonly TimelineEntry[]
  /** The picture that is shown. */
  id: string
  onShow: (id: string) => void
  onClose: () => void
}

interface Picture {
  media: Media
  /** The message it came with. */
  of: TimelineMessage
}

/** One picture at full size, with the thread's others a key away. Escape goes back to where one was. */
export function Lightbox({ entries, id, onShow, onClose }: LightboxProps) {
  const { common, media: words } = useAllWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const pictures = useMemo(() => picturesOf(entries), [entries])
  const index = pictures.findIndex(({ media }) => media.id === id)
  const picture = pictures[index]
  useEffect(() => {
    if (!picture) onClose()
  }, [picture, onClose])
  const step = (by: number): void => {
    const next = pictures[index + by]
    if (next) onShow(next.media.id)
  }
  useModal(dialog, step)
  if (!picture) return null
  const text = pictureText(picture.of)

  return (
    <dialog ref={dialog} className={classes.lightbox} aria-label={text} onClose={onClose}>
      <header className={classes.head}>
        <p className={classes.caption}>
          {text}
          <small>
            {pictures.length > 1 && words.place(index + 1, pictures.length)}
            {fullTime(picture.of.at)}
          </small>
        </p>
        <a
          className={classes.tool}
          href={`/media/${picture.media.id}`}
          download
          aria-label={words.download}
          data-tip={words.download}
        >
          <Download size={18} aria-hidden="true" />
        </a>
        <IconButton
          label={common.close}
          data-close=""
          className={classes.tool}
          onClick={() => dialog.current?.close()}
        >
          <X size={18} aria-hidden="true" />
        </IconButton>
      </header>
      <Shown key={id} {...picture} />
      {pictures.length > 1 && (
        <nav aria-label={words.pictures} className={classes.steps}>
          <IconButton
            label={words.previous}
            className={classes.tool}
            disabled={index === 0}
            onClick={() => step(-1)}
          >
            <ChevronLeft size={24} aria-hidden="true" />
          </IconButton>
          <IconButton
            label={words.next}
            className={classes.tool}
            disabled={index === pictures.length - 1}
            onClick={() => step(1)}
          >
            <ChevronRight size={24} aria-hidden="true" />
          </IconButton>
        </nav>
      )}
    </dialog>
  )
}

const arrows: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 }

/** Opens the dialog; arrows step, and a click beside the picture closes it, as Escape does. */
function useModal(dialog: RefObject<HTMLDialogElement | null>, step: (by: number) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const by = arrows[event.key]
    if (by === undefined) return
    event.preventDefault()
    step(by)
  })
  useEffect(() => {
    const { current } = dialog
    if (!current) return
    const ends = new AbortController()
    const { signal } = ends
    const onClick = (event: MouseEvent): void => {
      if (event.target === current) current.close()
    }
    current.addEventListener('keydown', (event) => onKey(event), { signal })
    current.addEventListener('click', onClick, { signal })
    if (!current.open) current.showModal()
    closeOf(current)?.focus()
    return () => ends.abort()
  }, [dialog])
}

/** One that did not come says so, and can be asked for again. */
function Shown({ media, of }: Picture) {
  const [isBroken, setBroken] = useState(false)
  const stage = useRef<HTMLDivElement>(null)
  const { width, height } = media
  const { direction } = of
  return (
    <div ref={stage} className={classes.stage}>
      {isBroken ? (
        <NotLoaded
          media={media}
          mayBeLost={direction === 'inbound'}
          onLoaded={(hadFocus) => {
            setBroken(false)
            // Its button goes; arrows and Escape are the dialog's.
            if (hadFocus) closeOf(stage.current?.closest('dialog'))?.focus()
          }}
        />
      ) : (
        <img
          className={classes.picture}
          src={`/media/${media.id}`}
          alt={pictureText(of)}
          width={width}
          height={height}
          onError={() => setBroken(true)}
        />
      )}
    </div>
  )
}

const closeOf = (dialog: Element | null | undefined) =>
  dialog?.querySelector<HTMLElement>('[data-close]')

function picturesOf(entries: readonly TimelineEntry[]): Picture[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'message') return []
    return entry.media.filter(isShown).map((media) => ({ media, of: entry }))
  })
}
