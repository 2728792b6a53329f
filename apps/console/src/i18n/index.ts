/**
 * The console's words. A component takes them by `const words = useWords()`, a plain function by
 * `words()` at the time it is called, never at the top of a module. A new text goes into the file of its
 * part of the screen, in `en/` and in `zh-cn/`: `tsc` and a test miss whatever is missing. What is not
 * shown first is in `later.ts`, and taken by `useAllWords()` and `allWords()`: nothing waits for it.
 */
export { language, languages, speak, useWords, words } from './language.ts'
export type { LanguageChoice } from './language.ts'
export { perLanguage } from './intl.ts'
