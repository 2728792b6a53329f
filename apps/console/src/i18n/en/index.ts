import { broken } from './broken.ts'
import { common } from './common.ts'
import { composer } from './composer.ts'
import { connection } from './connection.ts'
import { customer } from './customer.ts'
import { delivery } from './delivery.ts'
import { entries } from './entries.ts'
import { errors } from './errors.ts'
import { forms } from './forms.ts'
import { find } from './find.ts'
import { inbox } from './inbox.ts'
import { keys } from './keys.ts'
import { media } from './media.ts'
import { mood } from './mood.ts'
import { practice } from './practice.ts'
import { presence, shift } from './presence.ts'
import { rail } from './rail.ts'
import { reasons } from './reasons.ts'
import { settings } from './settings.ts'
import { start } from './start.ts'
import { teamwork } from './teamwork.ts'
import { thread } from './thread.ts'
import { time } from './time.ts'
import { timeline } from './timeline.ts'
import { told } from './told.ts'
import { warnings } from './warnings.ts'
import { welcome } from './welcome.ts'

/** Every text of the console, by the part of the screen it stands on. */
export const english = {
  broken,
  common,
  composer,
  connection,
  customer,
  delivery,
  entries,
  errors,
  forms,
  find,
  inbox,
  keys,
  media,
  mood,
  practice,
  presence,
  rail,
  reasons,
  settings,
  shift,
  start,
  teamwork,
  thread,
  time,
  timeline,
  told,
  warnings,
  welcome,
}
