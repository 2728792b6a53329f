import type { english } from '../en/index.ts'
import type { Translated } from '../language.ts'

export const settings: Translated<typeof english.settings> = {
  language: '语言',
  languageOfBrowser: '跟随浏览器',
}
