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
