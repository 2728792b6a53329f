import { Image } from 'lucide-react'
import type { Media } from '@switchboard/protocol'
import classes from './message.module.css'
import { splitLinks } from './links.ts'

/** A text with its addresses as links; they open apart and learn nothing of this page. */
export function MessageText({ body }: { body: string }) {
  return splitLinks(body).map(({ text, href }, index) =>
    href ? (
      <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
        {text}
      </a>
    ) : (
      text
    ),
  )
}

/** A picture that came along: what it is, until it is asked for. */
export function Picture({ media }: { media: Media }) {
  const size = media.size === undefined ? '' : ` · ${Math.ceil(media.size / 1024)} kB`
  return (
    <span className={classes.media}>
      <Image size={20} strokeWidth={1.75} aria-hidden="true" />
      <span>
        {media.contentType.startsWith('image/') ? 'Picture' : 'Attachment'}
        <br />
        <small>{media.contentType + size}</small>
      </span>
    </span>
  )
}
