import type { Catalogue } from '../language.ts'
import { inbox } from './inbox.ts'
import { presence } from './presence.ts'
import { settings } from './settings.ts'

export const simplifiedChinese: Catalogue = { inbox, presence, settings }
