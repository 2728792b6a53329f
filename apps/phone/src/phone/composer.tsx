import { useRef, useState } from 'react'
import type { ChangeEvent, KeyboardEvent, SubmitEvent } from 'react'
import { ApiError, sendText } from '../api.ts'
import { CloseIcon, PictureIcon, SendIcon } from '../icons.tsx'
import { isComposing } from '../is-composing.ts'
import classes from './composer.module.css'
import { readPicture } from './read-picture.ts'

const maxPictures = 10
/** In base64; the front door takes 6 MiB. */
const maxPicturesLength = 5 * 1024 * 1024

/** Where its owner types. What could not be sent stays here. */
export function Composer({ from }: { from: string }) {
  const [body, setBody] = useState('')
  const [pictures, setPictures] = useState<string[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const sending = useRef(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const canSend = body.trim() !== '' || pictures.length > 0

  const send = async () => {
    if (!canSend || sending.current) return
    sending.current = true
    try {
      await sendText(from, body, pictures)
      // What was typed meanwhile is the beginning of the next text.
      setBody((now) => (now.startsWith(body) ? now.slice(body.length) : now))
      setPictures([])
      setProblem(null)
    } catch (error) {
      setProblem(`Not sent. ${error instanceof ApiError ? error.message : 'Try again.'}`)
    } finally {
      sending.current = false
      takeFocus(field.current)
    }
  }
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    void send()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event.nativeEvent)) return
    event.preventDefault()
    void send()
  }
  const onFile = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    try {
      const added = await Promise.all([...(target.files ?? [])].map(readPicture))
      const all = [...pictures, ...added].slice(0, maxPictures)
      if (all.join('').length > maxPicturesLength)
        throw new Error('Too many pictures for one text.')
      setPictures(all)
      setProblem(null)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'That picture cannot be read.')
    } finally {
      target.value = ''
    }
  }
  return (
    <form className={classes.composer} onSubmit={onSubmit}>
      {problem !== null && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
      {pictures.length > 0 && (
        <ul className={classes.pictures} aria-label="Pictures to send">
          {pictures.map((url, index) => (
            <li key={url}>
              <img src={url} alt={`To send: ${index + 1}`} />
              <button
                type="button"
                aria-label={`Remove picture ${index + 1}`}
                onClick={() => setPictures(pictures.filter((each) => each !== url))}
              >
                <CloseIcon size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.bar}>
        <label className={classes.attach} title="Attach a picture">
          <PictureIcon />
          <input
            type="file"
            accept="image/*"
            multiple
            aria-label="Attach a picture"
            onChange={(event) => void onFile(event)}
          />
        </label>
        <textarea
          ref={field}
          aria-label="Message"
          placeholder="Text message"
          rows={1}
          maxLength={1600}
          value={body}
          onChange={(event) => setBody(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button className={classes.send} type="submit" aria-label="Send" disabled={!canSend}>
          <SendIcon />
        </button>
      </div>
    </form>
  )
}

/** Unless its owner has gone on elsewhere meanwhile; a button that gets disabled leaves the focus to the page. */
function takeFocus(field: HTMLTextAreaElement | null): void {
  const { activeElement: at } = document
  if (at === null || at === document.body || field?.form?.contains(at)) field?.focus()
}
