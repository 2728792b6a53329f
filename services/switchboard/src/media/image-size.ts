export interface ImageSize {
  width: number
  height: number
}

/** The size a picture is shown in, read from its first bytes; undefined where they do not tell. */
export function imageSize(contentType: string, head: Buffer): ImageSize | undefined {
  const size = read(contentType, head)
  return size && size.width > 0 && size.height > 0 ? size : undefined
}

function read(contentType: string, head: Buffer): ImageSize | undefined {
  try {
    if (contentType === 'image/png')
      return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
    if (contentType === 'image/gif')
      return { width: head.readUInt16LE(6), height: head.readUInt16LE(8) }
    if (contentType === 'image/webp') return webpSize(head)
    return contentType === 'image/jpeg' ? jpegSize(head) : undefined
  } catch (error) {
    // The head ends before the size, or lies about where it is.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** RFC 9649, §2: lossy, lossless and extended files keep it in three places. */
function webpSize(head: Buffer): ImageSize | undefined {
  const chunk = head.toString('latin1', 12, 16)
  if (chunk === 'VP8X')
    return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 }
  if (chunk === 'VP8 ')
    return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff }
  if (chunk !== 'VP8L') return undefined
  const bits = head.readUInt32LE(21)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

/** Walks the segments (ITU T.81, B.1.1) to the frame header; Exif before it may say "turned". */
function jpegSize(head: Buffer): ImageSize | undefined {
  let isTurned = false
  for (let at = 2; head.readUInt8(at) === 0xff; at += 2 + head.readUInt16BE(at + 2)) {
    const marker = head.readUInt8(at + 1)
    if (marker === 0xe1) isTurned ||= isExifTurned(head.subarray(at + 4))
    if (!isFrameHeader(marker)) continue
    const [height, width] = [head.readUInt16BE(at + 5), head.readUInt16BE(at + 7)]
    return isTurned ? { width: height, height: width } : { width, height }
  }
  return undefined
}

/** SOF0 to SOF15, less the three markers among them that mean something else. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}

const ORIENTATION = 0x0112

/** Whether Exif says that the picture is to be turned by a quarter (orientations 5 to 8). */
function isExifTurned(segment: Buffer): boolean {
  if (segment.toString('latin1', 0, 6) !== 'Exif\0\0') return false
  const tiff = segment.subarray(6)
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let index = 0; index < u16(directory); index += 1) {
    const field = directory + 2 + index * 12
    if (u16(field) === ORIENTATION) return u16(field + 8) >= 5
  }
  return false
}
