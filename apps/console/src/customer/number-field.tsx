import { useEffect, useId, useMemo, useRef } from 'react'
import { language } from '../i18n/index.ts'
import { useAllWords, type LaterCatalogue } from '../i18n/later.ts'
import { join } from '../ui/join.ts'
import { countryText } from '../words/origin.ts'
import { countries, readNumber, type TypedNumber } from './phone-input.ts'
import classes from './start-dialog.module.css'

interface NumberFieldProps {
  typed: string
  country: TypedNumber['country']
  read: TypedNumber
  problem: string | null
  /** It is being sent as it stands. */
  isFixed: boolean
  onTyped: (text: string) => void
  onCountry: (code: string) => void
  onLeave: () => void
}

/** A number as one would dial it at home, or with + from anywhere; written as it is said. */
export function NumberField(props: NumberFieldProps) {
  const { typed, country, read, problem, isFixed, onTyped, onCountry, onLeave } = props
  const { start: words } = useAllWords()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const tag = language()
  const choices = useMemo(
    () =>
      countries()
        .map(({ code, callingCode }) => ({ code, text: `${countryText(code)} +${callingCode}` }))
        .toSorted((a, b) => a.text.localeCompare(b.text, tag)),
    [tag],
  )
  const isInternational = typed.trimStart().startsWith('+')
  const hint = hintOf(read, typed, words)
  return (
    <div className={classes.part}>
      <label htmlFor={id}>{words.number}</label>
      <div className={classes.pair}>
        <select
          className={classes.field}
          aria-label={words.country}
          value={(isInternational ? read.country : country) ?? ''}
          onChange={(event) => onCountry(event.target.value)}
          disabled={isInternational || isFixed}
        >
          <option value="" disabled>
            {words.country}
          </option>
          {choices.map(({ code, text }) => (
            <option key={code} value={code}>
              {text}
            </option>
          ))}
        </select>
        <input
          ref={field}
          id={id}
          type="tel"
          className={classes.field}
          value={typed}
          readOnly={isFixed}
          autoComplete="off"
          aria-describedby={`${id}-hint`}
          aria-invalid={problem !== null || undefined}
          onBlur={onLeave}
          onChange={(event) => onTyped(formatted(event.target, typed, country))}
        />
      </div>
      <p id={`${id}-hint`} className={join(classes.hint, problem && classes.wrong)} role="status">
        {problem ?? hint}
      </p>
    </div>
  )
}

/** Nothing, where the number stands in the field as it is said. */
function hintOf(
  { said, isKnown }: TypedNumber,
  typed: string,
  words: LaterCatalogue['start'],
): string {
  if (said === null) return words.hint
  if (isKnown && said === typed.trim()) return ''
  return isKnown ? said : words.unusual
}

/** Written as it is said while one types at the end; what is changed in the middle, or deleted, is left alone. */
function formatted(
  field: HTMLInputElement,
  before: string,
  country: TypedNumber['country'],
): string {
  const { value, selectionStart } = field
  const isTyping = selectionStart === value.length && value.length > before.length
  return isTyping ? readNumber(value, country).text : value
}
