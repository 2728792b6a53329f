import { MAX_PICTURES, MAX_PICTURE_BYTES, pictureTypes } from '@switchboard/protocol'
import { words } from '../i18n/index.ts'

interface Chosen {
  bytes: number
}

/** Why a file cannot join these pictures, in words; null when it can. */
export function refusedFile(
  { name, type, size }: Pick<File, 'name' | 'type' | 'size'>,
  chosen: readonly Chosen[],
): string | null {
  const { files } = words()
  if (!pictureTypes.some((one) => one === type)) return files.wrongType(name)
  if (size === 0) return files.empty(name)
  if (chosen.length >= MAX_PICTURES) return files.tooMany(name, MAX_PICTURES)
  if (size + sumBytes(chosen) > MAX_PICTURE_BYTES)
    return files.tooLarge(name, bytesText(size + sumBytes(chosen)))
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
