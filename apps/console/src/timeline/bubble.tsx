import { useContext, useId, useState, type ReactNode } from 'react'
import { useAllWords } from '../i18n/later.ts'
import { Button } from '../ui/button.tsx'
import { join } from '../ui/join.ts'
import { FindContext } from './find-context.ts'
import classes from './message.module.css'
import { isLong } from './text-lines.ts'

interface BubbleProps {
  body: string
  /** Of its entry; a reply on its way has none. */
  position?: number
  children: ReactNode
}

/** A thousand accents on one letter would draw over all that stands above it. */
const PILED_UP = /\p{M}{4}/u

/** What was written; of a very long text its beginning, until somebody asks for all of it. */
export function Bubble(props: BubbleProps) {
  const { body, children } = props
  if (isLong(body)) return <LongBubble {...props} />
  return (
    <div dir="auto" className={join(classes.bubble, PILED_UP.test(body) && classes.clipped)}>
      {children}
    </div>
  )
}

function LongBubble({ position, children }: BubbleProps) {
  const words = useAllWords().timeline
  const id = useId()
  const [isWhole, setWhole] = useState(false)
  const finding = useContext(FindContext)
  const isFound = position !== undefined && finding.position === position
  const [wasFound, setFound] = useState(false)
  if (isFound !== wasFound) {
    setFound(isFound)
    // What was looked for may stand in what is left out; where the search goes on nothing moves.
    if (isFound) setWhole(true)
  }
  return (
    <>
      <div
        id={id}
        dir="auto"
        className={join(classes.bubble, classes.clipped, !isWhole && classes.begun)}
        // A link that has the focus is to be seen.
        onFocus={() => setWhole(true)}
      >
        {children}
      </div>
      <Button
        look="link"
        className={classes.more}
        aria-expanded={isWhole}
        aria-controls={id}
        onClick={() => setWhole(!isWhole)}
      >
        {isWhole ? words.showLess : words.showAll}
      </Button>
    </>
  )
}
