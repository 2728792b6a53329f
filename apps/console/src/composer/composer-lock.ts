import { isAnswerable, type Conversation } from '@switchboard/protocol'

/** Why nobody can answer here, in words; null when one can. */
export function lockReason(number: string, row: Conversation | undefined): string | null {
  if (!isAnswerable(number))
    return 'This sender has no number to answer to. Their texts can be read, not answered.'
  if (row?.optedOut)
    return 'This customer asked not to be texted. A text with START from them opens it again.'
  return null
}
