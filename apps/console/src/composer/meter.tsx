import { language } from '../i18n/index.ts'
import { useAllWords } from '../i18n/later.ts'
import { join } from '../ui/join.ts'
import { Button } from '../ui/button.tsx'
import { characterName, characterSign } from './character-name.ts'
import classes from './composer.module.css'
import { meterText } from './meter-text.ts'
import { forcedBy, plainOffer } from './plain-characters.ts'

interface MeterProps {
  id: string
  text: string
  /** What goes along with the text, instead of how it is cut. */
  pictures: string | null
  onPlain: (text: string) => void
}

/** Whoever writes Chinese need not be told that it is. */
const isOwnScript = (sign: string): boolean =>
  language().startsWith('zh') && /\p{Script=Han}/u.test(sign)

/** How a text is sent, which sign makes its segments short, and the one click that mends it. */
export function Meter({ id, text, pictures, onPlain }: MeterProps) {
  const words = useAllWords().composer
  const meter = meterText(text)
  const isShown = pictures === null && !meter.isOver
  const forcing = isShown ? forcedBy(text) : undefined
  const sign = forcing === undefined || isOwnScript(forcing) ? undefined : forcing
  const offer = isShown ? plainOffer(text) : null
  return (
    <span className={classes.meter}>
      <span id={id} className={join(meter.isOver && classes.over)}>
        {pictures !== null && !meter.isOver ? pictures : meter.text}
        {sign !== undefined && (
          <>
            {' · '}
            {words.meter.becauseOf}
            <mark className={classes.sign}>{characterSign(sign)}</mark> {characterName(sign)}
          </>
        )}
        {isShown && meter.toTheEnd}
      </span>
      {offer && (
        <Button look="link" className={classes.plain} onClick={() => onPlain(offer.text)}>
          {words.meter.makePlain(offer.saved)}
        </Button>
      )}
    </span>
  )
}
