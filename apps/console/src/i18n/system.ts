import { problems } from './en/problems.ts'
import { system } from './en/system.ts'
import { language, useWords, type Language, type Translated } from './language.ts'
import { problems as problemsChinese } from './zh-cn/problems.ts'
import { system as systemChinese } from './zh-cn/system.ts'

const english = { ...system, problems }

/** The words of the system's report, which come with its code: nobody else waits for them. */
export const systemTexts: Readonly<Record<Language, Translated<typeof english>>> = {
  en: english,
  'zh-CN': { ...systemChinese, problems: problemsChinese },
}

/** As `words`, of the report. */
export const systemWords = () => systemTexts[language()]

/** As `useWords`, of the report: a switch of the language draws it anew. */
export function useSystemWords() {
  useWords()
  return systemWords()
}
