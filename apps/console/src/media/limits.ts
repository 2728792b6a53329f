import { MAX_PICTURES, MAX_PICTURE_BYTES, pictureTypes } from '@switchboard/protocol'

interface Chosen {
  bytes: number
}

/** Why a file cannot join these pictures, in words; null when it can. */
export function refusedFile(
  { name, type, size }: Pick<File, 'name' | 'type' | 'size'>,
  chosen: readonly Chosen[],
): string | null {
  if (!pictureTypes.some((one) => one === type))
    return `${name} is not attached: only JPEG, PNG and GIF pictures can be sent.`
  if (chosen.length >= MAX_PICTURES)
    return `${name} is not attached: a text carries at most ${MAX_PICTURES} pictures.`
  if (size + sumBytes(chosen) > MAX_PICTURE_BYTES)
    return `${name} is not attached: the pictures of a text have at most 5 MB together, and with it they would have ${bytesText(size + sumBytes(chosen))}.`
  return null
}

export function sumBytes(chosen: readonly Chosen[]): number {
  return chosen.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** "1.2 MB", "340 kB". */
export function bytesText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1024))} kB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
