import { Download, FileText, ImageOff, LoaderCircle } from 'lucide-react'
import { use, useRef, useState, type Ref } from 'react'
import { flushSync } from 'react-dom'
import type { Media, TimelineMessage } from '@switchboard/protocol'
import { useConsole } from '../console-context.ts'
import { useAllWords } from '../i18n/later.ts'
import { Button } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import { LightboxContext } from './lightbox-context.ts'
import { fileText, isShown, pictureText, problemText } from './media-words.ts'
import { kindText } from '../words/kinds.ts'
import classes from './message-media.module.css'
import { NotLoaded } from './not-loaded.tsx'

type Origin = Pick<TimelineMessage, 'direction' | 'conversation' | 'at'>

interface MessageMediaProps {
  media: readonly Media[]
  /** The message they came with. */
  of: Origin
}

/** The pictures and files of one message. Their boxes keep their height whatever becomes of them. */
export function MessageMedia({ media, of }: MessageMediaProps) {
  if (media.length === 0) return null
  const isAlone = media.length === 1
  return (
    <div className={join(classes.media, !isAlone && classes.many)}>
      {media.map((one) => (
        <OneMedia key={one.id} media={one} of={of} isAlone={isAlone} />
      ))}
    </div>
  )
}

interface OneMediaProps {
  media: Media
  of: Origin
  isAlone: boolean
}

function OneMedia(props: OneMediaProps) {
  const { media, of } = props
  if (isShown(media)) return <Picture {...props} />
  if (media.size !== undefined) return <FileChip media={media} />
  return <Absent media={media} of={of} />
}

/** One that is here, unless it did not come to this browser. */
function Picture(props: OneMediaProps) {
  const [isBroken, setBroken] = useState(false)
  const thumbnail = useRef<HTMLButtonElement>(null)
  if (!isBroken) return <Thumbnail {...props} ref={thumbnail} onBroken={() => setBroken(true)} />
  return (
    <NotLoaded
      media={props.media}
      mayBeLost={props.of.direction === 'inbound'}
      onLoaded={(hadFocus) => {
        flushSync(() => setBroken(false))
        if (hadFocus) thumbnail.current?.focus()
      }}
    />
  )
}

interface ThumbnailProps extends OneMediaProps {
  ref: Ref<HTMLButtonElement>
  onBroken: () => void
}

function Thumbnail({ media, of, isAlone, ref, onBroken }: ThumbnailProps) {
  useAllWords()
  const open = use(LightboxContext)
  const text = pictureText(of)
  return (
    <button
      ref={ref}
      type="button"
      className={classes.thumbnail}
      style={isAlone ? { width: widthOf(media) } : undefined}
      data-media={media.id}
      onClick={() => open?.(media.id)}
    >
      <img
        src={open ? `/media/${media.id}` : undefined}
        alt={text}
        decoding="async"
        draggable={false}
        onError={onBroken}
      />
    </button>
  )
}

const HEIGHT_PX = 200
const [MIN_WIDTH_PX, MAX_WIDTH_PX] = [112, 340]

/** A single picture keeps its shape, within reason; the rest of it is seen when it is opened. */
function widthOf({ width, height }: Media): number {
  if (width === undefined || height === undefined) return HEIGHT_PX
  return Math.round(Math.min(MAX_WIDTH_PX, Math.max(MIN_WIDTH_PX, (HEIGHT_PX * width) / height)))
}

/** A file of another kind is only ever saved. */
function FileChip({ media }: { media: Media }) {
  const words = useAllWords().media
  const kind = kindText(media.contentType)
  return (
    <a className={classes.file} href={`/media/${media.id}`} download>
      <FileText size={20} strokeWidth={1.75} aria-hidden="true" />
      <span className={classes.facts}>
        {kind}
        <small>{fileText(media)}</small>
      </span>
      <Download size={18} strokeWidth={1.75} aria-hidden="true" />
      <span className="visually-hidden">{words.download}</span>
    </a>
  )
}

/** What is on its way, what could not be had, and what was only ever elsewhere. */
function Absent({ media, of }: { media: Media; of: Origin }) {
  const words = useAllWords().media
  const isPicture = media.contentType.startsWith('image/')
  const kind = isPicture ? words.picture : kindText(media.contentType)
  if (of.direction === 'outbound' && media.state === undefined)
    return (
      <div className={classes.file}>
        <FileText size={20} strokeWidth={1.75} aria-hidden="true" />
        <span className={classes.facts}>
          {words.attachment} <small>{words.elsewhere}</small>
        </span>
      </div>
    )
  if (media.state === 'waiting')
    return (
      <div className={join(classes.absent, !isPicture && classes.flat)}>
        <LoaderCircle className={classes.turning} size={20} strokeWidth={1.75} aria-hidden="true" />
        <span>{words.onItsWay(kind)}</span>
      </div>
    )
  // Only the carrier can be asked again, and only for what can be kept.
  const isFinal = media.problem === 'too-large' || media.problem === 'unsupported'
  const mayRetry = of.direction === 'inbound' && !isFinal
  return <Failed media={media} kind={kind} isPicture={isPicture} mayRetry={mayRetry} />
}

interface FailedProps {
  media: Media
  kind: string
  isPicture: boolean
  mayRetry: boolean
}

function Failed({ media, kind, isPicture, mayRetry }: FailedProps) {
  const console = useConsole()
  const { common, media: words } = useAllWords()
  const [problem, setProblem] = useState<string | null>(null)
  async function retry(): Promise<void> {
    const error = await console.retryMedia(media.id)
    setProblem(error && words.notAsked)
  }
  return (
    <div className={join(classes.absent, classes.failed, !isPicture && classes.flat)}>
      <ImageOff size={20} strokeWidth={1.75} aria-hidden="true" />
      <span>
        {mayRetry ? words.notHere(kind) : words.notKept(kind)}
        <small>{problem ?? problemText(media.problem)}</small>
      </span>
      {mayRetry && (
        <Button size="small" onClick={() => void retry()}>
          {common.tryAgain}
        </Button>
      )}
    </div>
  )
}
