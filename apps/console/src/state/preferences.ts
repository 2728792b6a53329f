import { languages, speak, type LanguageChoice } from '../i18n/index.ts'
import { browserStorage } from './kept.ts'
import { createStore } from './store.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export interface Preferences {
  theme: Theme
  /** Single letters as shortcuts; can be switched off (WCAG 2.1.4). */
  keys: boolean
  language: LanguageChoice
  /** Notifications of the desktop; needs the browser's leave, so it is off until it was asked for. */
  desktop: boolean
  sound: boolean
  /** The unread count in the page's title and icon. */
  badge: boolean
}

const defaults: Preferences = {
  theme: 'system',
  keys: true,
  language: 'system',
  desktop: false,
  sound: true,
  badge: true,
}

const KEY = 'switchboard:preferences'

function read(): Preferences {
  try {
    const kept = JSON.parse(browserStorage()?.getItem(KEY) ?? '{}') as Partial<Preferences>
    const theme = themes.find((name) => name === kept.theme) ?? defaults.theme
    return {
      theme,
      keys: kept.keys !== false,
      language: knownLanguage(kept.language),
      desktop: kept.desktop === true,
      sound: kept.sound !== false,
      badge: kept.badge !== false,
    }
  } catch {
    return defaults
  }
}

function knownLanguage(kept: string | undefined): LanguageChoice {
  return kept !== undefined && Object.hasOwn(languages, kept) ? (kept as LanguageChoice) : 'system'
}

export const preferences = createStore<Preferences>(read())

export function setPreference(change: Partial<Preferences>): void {
  preferences.update((current) => ({ ...current, ...change }))
  try {
    browserStorage()?.setItem(KEY, JSON.stringify(preferences.get()))
  } catch {
    // A choice that cannot be kept still holds until the reload.
  }
}

/** Draws the page in the chosen theme and follows the system while that is the choice. */
export function followTheme(root: HTMLElement): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const draw = (): void => {
    const { theme } = preferences.get()
    root.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
  }
  dark.addEventListener('change', draw)
  preferences.subscribe(draw)
  draw()
}

/**
 * Speaks the chosen language, and another one as soon as it is chosen. Settles when the first is there;
 * one that cannot be loaded leaves the page in the language it has.
 */
export async function followLanguage(): Promise<void> {
  let chosen = preferences.get().language
  preferences.subscribe(() => {
    if (preferences.get().language === chosen) return
    chosen = preferences.get().language
    speak(chosen).catch(keepLanguage)
  })
  await speak(chosen).catch(keepLanguage)
}

function keepLanguage(error: unknown): void {
  console.warn('The texts of that language could not be loaded.', error)
}
