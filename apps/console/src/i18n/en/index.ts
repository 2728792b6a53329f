import { inbox } from './inbox.ts'
import { presence } from './presence.ts'
import { settings } from './settings.ts'

/** Every text of the console, by the part of the screen it stands on. */
export const english = { inbox, presence, settings }
