/** Why a webhook was refused or could not be read, or the carrier not be asked: in English, the switchboard's own words. */
export { problems } from '@switchboard/protocol'
