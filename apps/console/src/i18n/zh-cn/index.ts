import type { Catalogue } from '../language.ts'
import { broken } from './broken.ts'
import { common } from './common.ts'
import { connection } from './connection.ts'
import { entries } from './entries.ts'
import { errors } from './errors.ts'
import { files } from './files.ts'
import { inbox } from './inbox.ts'
import { keys } from './keys.ts'
import { mood } from './mood.ts'
import { practice } from './practice.ts'
import { presence, shift } from './presence.ts'
import { rail } from './rail.ts'
import { reasons } from './reasons.ts'
import { settings } from './settings.ts'
import { teamwork } from './teamwork.ts'
import { time } from './time.ts'
import { warnings } from './warnings.ts'

export const simplifiedChinese: Catalogue = {
  broken,
  common,
  connection,
  entries,
  errors,
  files,
  inbox,
  keys,
  mood,
  practice,
  presence,
  rail,
  reasons,
  settings,
  shift,
  teamwork,
  time,
  warnings,
}
