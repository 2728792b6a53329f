import { bulk } from './bulk.ts'
import { canned } from './canned.ts'
import { composer } from './composer.ts'
import { customer } from './customer.ts'
import { delivery } from './delivery.ts'
import { empty } from './empty.ts'
import { find } from './find.ts'
import { forms } from './forms.ts'
import { help } from './help.ts'
import { labels } from './labels.ts'
import { media } from './media.ts'
import { palette } from './palette.ts'
import { setPriority } from './priority.ts'
import { start } from './start.ts'
import { thread } from './thread.ts'
import { timeline } from './timeline.ts'
import { told } from './told.ts'
import { welcome } from './welcome.ts'

/** The texts of what comes after what is shown first. */
export const laterEnglish = {
  bulk,
  canned,
  composer,
  customer,
  delivery,
  empty,
  find,
  forms,
  help,
  labels,
  media,
  palette,
  setPriority,
  start,
  thread,
  timeline,
  told,
  welcome,
}
