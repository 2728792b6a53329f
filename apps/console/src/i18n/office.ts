import { admin } from './en/admin.ts'
import { own } from './en/own.ts'
import { people } from './en/people.ts'
import { telling } from './en/telling.ts'
import { useAllWords } from './later.ts'
import { language, type Language, type Translated } from './language.ts'
import { admin as adminChinese } from './zh-cn/admin.ts'
import { own as ownChinese } from './zh-cn/own.ts'
import { people as peopleChinese } from './zh-cn/people.ts'
import { telling as tellingChinese } from './zh-cn/telling.ts'

const english = { admin, own, people, telling }

/** The words of the settings, which come with their code: nobody else waits for them. */
export const office: Readonly<Record<Language, Translated<typeof english>>> = {
  en: english,
  'zh-CN': { admin: adminChinese, own: ownChinese, people: peopleChinese, telling: tellingChinese },
}

/** As `useWords`, for the pages of the settings: all words, and theirs. */
export function useOffice() {
  const words = useAllWords()
  const { own: settings, ...others } = office[language()]
  return { ...words, ...others, settings: { ...words.settings, ...settings } }
}
