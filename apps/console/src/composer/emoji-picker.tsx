import { EmojiPicker as Picker, type EmojiDataResolver } from 'frimousse'
import { useEffect, useRef, useState } from 'react'
import { language, perLanguage } from '../i18n/index.ts'
import { allWords, useAllWords } from '../i18n/later.ts'
import { emojiData } from './emoji-data.ts'
import { FoundEmoji } from './found-emoji.tsx'
import classes from './emoji-picker.module.css'
import { useFoundEmoji } from './use-found-emoji.ts'

interface EmojiPickerProps {
  onChoose: (emoji: string) => void
}

/** As many stand in a row. */
const COLUMNS = 8

/** All emoji, found by words of either language. Loaded when it is first opened, with its data. */
export function EmojiPicker({ onChoose }: EmojiPickerProps) {
  const { emoji: texts } = useAllWords().composer
  const search = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const found = useFoundEmoji({ all: known().emojis, query, columns: COLUMNS, onChoose })
  useEffect(() => search.current?.focus(), [])
  return (
    <Picker.Root
      className={classes.picker}
      columns={COLUMNS}
      locale={language()}
      resolveEmojiData={resolve}
      onEmojiSelect={({ emoji }) => onChoose(emoji)}
    >
      <Picker.Search
        ref={search}
        className={classes.search}
        aria-label={texts.search}
        placeholder={texts.search}
        onChange={(event) => {
          // frimousse would look for it itself, group by group and the best of none first.
          event.preventDefault()
          setQuery(event.target.value)
        }}
        {...found.field}
      />
      {found.list === null ? (
        <Picker.Viewport className={classes.viewport} tabIndex={0}>
          <Picker.Loading className={classes.told}>{texts.loading}</Picker.Loading>
          <Picker.List className={classes.list} components={{ CategoryHeader, Row, Emoji }} />
        </Picker.Viewport>
      ) : found.list.emojis.length === 0 ? (
        <p className={classes.told} role="status">
          {texts.none}
        </p>
      ) : (
        <FoundEmoji label={texts.open} {...found.list} onChoose={onChoose} />
      )}
      <p className={classes.foot}>
        {found.list === null ? (
          <Picker.ActiveEmoji>{({ emoji }) => emoji?.label ?? texts.hint}</Picker.ActiveEmoji>
        ) : (
          (found.list.emojis[found.list.current]?.label ?? texts.hint)
        )}
      </p>
    </Picker.Root>
  )
}

const known = perLanguage(() =>
  emojiData(language() === 'en' ? 'en' : 'zh', allWords().composer.emoji.groups),
)

const resolve: EmojiDataResolver = known

type Parts = NonNullable<Parameters<typeof Picker.List>[0]['components']>
type PropsOf<K extends keyof Parts> = Parameters<Extract<Parts[K], (props: never) => unknown>>[0]

function CategoryHeader({ category, ...props }: PropsOf<'CategoryHeader'>) {
  return (
    <div {...props} className={classes.group}>
      {category.label}
    </div>
  )
}

// @NOTE frimousse counts rows and columns from 0; ARIA counts from 1.
const fromOne = (index: number | undefined): number => (index ?? 0) + 1

function Row(props: PropsOf<'Row'>) {
  return <div {...props} className={classes.row} aria-rowindex={fromOne(props['aria-rowindex'])} />
}

function Emoji({ emoji, ...props }: PropsOf<'Emoji'>) {
  const cell = { ...props, 'aria-colindex': fromOne(props['aria-colindex']) }
  return (
    <button type="button" {...cell} className={classes.emoji}>
      {emoji.emoji}
    </button>
  )
}
