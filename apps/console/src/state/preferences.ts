import { languages, speak, type LanguageChoice } from '../i18n/index.ts'
import { clock } from './clock.ts'
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

/** What was chosen, when (ms since 1970, by the server's clock as far as it is known), and by whom. */
export interface KeptPreferences extends Preferences {
  at: number
  by: string | null
}

const KEY = 'switchboard:preferences'
const nobodys: KeptPreferences = { ...defaults, at: 0, by: null }

function read(): KeptPreferences {
  try {
    return checked(JSON.parse(browserStorage()?.getItem(KEY) ?? '{}') as Partial<KeptPreferences>)
  } catch {
    return nobodys
  }
}

/** What another version or device kept, as far as it is known here. */
function checked(kept: Partial<KeptPreferences>): KeptPreferences {
  return {
    theme: themes.find((name) => name === kept.theme) ?? defaults.theme,
    keys: kept.keys !== false,
    language: knownLanguage(kept.language),
    desktop: kept.desktop === true,
    sound: kept.sound !== false,
    badge: kept.badge !== false,
    at: chosenAt(kept) ?? 0,
    by: typeof kept.by === 'string' ? kept.by : null,
  }
}

/** When something that is kept was chosen, ms since 1970; null where nothing readable is. */
export function chosenAt(kept: unknown): number | null {
  const at = (kept as { at?: unknown } | null | undefined)?.at
  return typeof at === 'number' && Number.isFinite(at) ? at : null
}

function knownLanguage(kept: string | undefined): LanguageChoice {
  return kept !== undefined && Object.hasOwn(languages, kept) ? (kept as LanguageChoice) : 'system'
}

export const preferences = createStore<KeptPreferences>(read())

let signer: string | null = null

/** Whose choices those are that are made from now on. */
export function signPreferences(agent: string): void {
  signer = agent
}

/** Chooses; a later choice has a later time, also where another device's clock ran ahead. */
export function setPreference(change: Partial<Preferences>): void {
  const { at } = preferences.get()
  keep({ ...preferences.get(), ...change, at: Math.max(clock.now(), at + 1), by: signer })
}

/** Takes over what was chosen on another device. */
export function adoptPreferences(kept: object): void {
  keep(checked(kept))
}

/** What this person chose in this browser; null where it is somebody else's choice, or nobody's. */
export function ownPreferences(agent: string): KeptPreferences | null {
  const kept = preferences.get()
  return kept.by === agent && kept.at > 0 ? kept : null
}

function keep(next: KeptPreferences): void {
  preferences.set(next)
  try {
    browserStorage()?.setItem(KEY, JSON.stringify(preferences.get()))
  } catch {
    // A choice that cannot be kept still holds until the reload.
  }
}

/** `--shade` of the tokens, as a meta element takes it. */
const frameColors = { light: '#f5f3f0', dark: '#110f0d' } as const

/** Draws the page in the chosen theme and follows the system while that is the choice. */
export function followTheme(root: HTMLElement): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const draw = (): void => {
    const { theme } = preferences.get()
    const drawn = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme
    root.dataset.theme = drawn
    // The frame a phone or an installed app draws around the page.
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]'))
      meta.content = frameColors[drawn]
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
