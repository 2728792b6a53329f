import { useContext } from 'react'
import { join } from '../ui/join.ts'
import { FindContext } from './find-context.ts'
import { foundPieces } from './found-pieces.ts'
import { splitLinks } from './links.ts'
import classes from './message.module.css'

interface TextProps {
  body: string
  /** Of its entry; a reply on its way has none. */
  position?: number
}

/** A text with its addresses as links; they open apart and learn nothing of this page. */
export function MessageText({ body, position }: TextProps) {
  return splitLinks(body).map(({ text, href, host }, index) =>
    href ? (
      <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow" title={host}>
        <PlainText body={text} {...(position !== undefined && { position })} />
      </a>
    ) : (
      <PlainText key={index} body={text} {...(position !== undefined && { position })} />
    ),
  )
}

/** A text as it stands, with what is looked for marked. */
export function PlainText({ body, position }: TextProps) {
  const finding = useContext(FindContext)
  if (finding.q === '') return body
  const isShown = position !== undefined && position === finding.position
  return foundPieces(body, finding.q).map(({ text, isFound }, index) =>
    isFound ? (
      <mark key={index} className={join(classes.found, isShown && classes.foundHere)}>
        {text}
      </mark>
    ) : (
      text
    ),
  )
}
