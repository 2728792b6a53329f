import { EmojiPicker as Picker, type EmojiDataResolver } from 'frimousse'
import { useEffect, useRef } from 'react'
import { language, useWords, words } from '../i18n/index.ts'
import { emojiData } from './emoji-data.ts'
import classes from './emoji-picker.module.css'

interface EmojiPickerProps {
  onChoose: (emoji: string) => void
}

/** All emoji, found by words of either language. Loaded when it is first opened, with its data. */
export function EmojiPicker({ onChoose }: EmojiPickerProps) {
  const { emoji: texts } = useWords().composer
  const search = useRef<HTMLInputElement>(null)
  useEffect(() => search.current?.focus(), [])
  return (
    <Picker.Root
      className={classes.picker}
      columns={8}
      locale={language()}
      resolveEmojiData={resolve}
      onEmojiSelect={({ emoji }) => onChoose(emoji)}
    >
      <Picker.Search
        ref={search}
        className={classes.search}
        aria-label={texts.search}
        placeholder={texts.search}
      />
      <Picker.Viewport className={classes.viewport} tabIndex={0}>
        <Picker.Loading className={classes.told}>{texts.loading}</Picker.Loading>
        <Picker.Empty className={classes.told}>{texts.none}</Picker.Empty>
        <Picker.List className={classes.list} components={{ CategoryHeader, Row, Emoji }} />
      </Picker.Viewport>
      <p className={classes.foot}>
        <Picker.ActiveEmoji>{({ emoji }) => emoji?.label ?? texts.hint}</Picker.ActiveEmoji>
      </p>
    </Picker.Root>
  )
}

/** Known once for each language: frimousse keeps what this answered. */
const resolve: EmojiDataResolver = (locale) =>
  emojiData(locale === 'en' ? 'en' : 'zh', words().composer.emoji.groups)

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
