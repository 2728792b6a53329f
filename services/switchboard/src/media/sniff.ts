/** How many first bytes of a file are kept to read its type and size from. */
export const HEAD_BYTES = 64 * 1024

interface Signature {
  contentType: string
  matches: (head: Buffer) => boolean
}

const text = (head: Buffer, from: number, to: number): string => head.toString('latin1', from, to)
const begins = (start: string) => (head: Buffer) => text(head, 0, start.length) === start
const riff = (kind: string) => (head: Buffer) =>
  text(head, 0, 4) === 'RIFF' && text(head, 8, 12) === kind
/** ISO 14496-12: the brand of a file says what is in the container. */
const brand = (pattern: RegExp) => (head: Buffer) =>
  text(head, 4, 8) === 'ftyp' && pattern.test(text(head, 8, 12))

/** What may be kept, by its first bytes: what a file is said to be counts for nothing. */
const signatures: readonly Signature[] = [
  { contentType: 'image/jpeg', matches: begins('\xff\xd8\xff') },
  { contentType: 'image/png', matches: begins('\x89PNG\r\n\x1a\n') },
  { contentType: 'image/gif', matches: (head) => /^GIF8[79]a$/.test(text(head, 0, 6)) },
  { contentType: 'image/webp', matches: riff('WEBP') },
  { contentType: 'image/heic', matches: brand(/^(heic|heix|mif1|msf1|heim|heis)$/) },
  { contentType: 'audio/amr', matches: begins('#!AMR') },
  { contentType: 'audio/mp4', matches: brand(/^M4[AB] $/) },
  { contentType: 'audio/mpeg', matches: (head) => isMp3(head) },
  { contentType: 'audio/ogg', matches: begins('OggS') },
  { contentType: 'audio/wav', matches: riff('WAVE') },
  { contentType: 'audio/x-caf', matches: begins('caff') },
  { contentType: 'video/3gpp', matches: brand(/^3g/) },
  { contentType: 'video/quicktime', matches: brand(/^qt {2}$/) },
  { contentType: 'video/mp4', matches: brand(/^(isom|iso\d|mp4\d|avc1|M4V |MSNV|dash)$/) },
  { contentType: 'video/webm', matches: begins('\x1aE\xdf\xa3') },
  { contentType: 'application/pdf', matches: begins('%PDF-') },
  {
    contentType: 'text/vcard',
    matches: (head) => /^(\xef\xbb\xbf)?BEGIN:VCARD\r?\n/i.test(text(head, 0, 20)),
  },
]

/** The type of a file by its first bytes; undefined for one that is not kept. */
export function sniff(head: Buffer): string | undefined {
  return signatures.find(({ matches }) => matches(head))?.contentType
}

/** An ID3 tag, or a frame of MPEG layer III. */
function isMp3(head: Buffer): boolean {
  if (text(head, 0, 3) === 'ID3') return true
  const [first = 0, second = 0] = head
  return first === 0xff && (second & 0xe6) === 0xe2
}

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'audio/amr': 'amr',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/x-caf': 'caf',
  'video/3gpp': '3gp',
  'video/quicktime': 'mov',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'application/pdf': 'pdf',
  'text/vcard': 'vcf',
}

/** A plain name to save a file under; nothing in it comes from outside. */
export function fileName(id: string, contentType: string): string {
  const kind = contentType.startsWith('image/') ? 'picture' : 'file'
  return `${kind}-${id.slice(0, 8)}.${extensions[contentType] ?? 'bin'}`
}
