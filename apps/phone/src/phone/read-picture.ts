const maxBytes = 3.5 * 1024 * 1024
const bigBytes = 800 * 1024
const longestSidePx = 1600

/** A chosen file as a `data:` URL. Big ones are made smaller, as phones do; throws when it is still over 3.5 MB, or no picture. */
export async function readPicture(file: File): Promise<string> {
  if (!file.type.startsWith('image/')) throw new Error(`${file.name} is not a picture.`)
  const picture = file.size > bigBytes && file.type !== 'image/gif' ? await shrink(file) : file
  if (picture.size > maxBytes) throw new Error(`${file.name} is larger than 3.5 MB.`)
  return toDataUrl(picture)
}

/** As JPEG with its longest side at 1,600 px; the file itself when this browser cannot. */
async function shrink(file: File): Promise<Blob> {
  const bitmap = await createImageBitmap(file).catch(() => null)
  if (!bitmap) return file
  const scale = Math.min(1, longestSidePx / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  const smaller = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85))
  return smaller ?? file
}

function toDataUrl(picture: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.addEventListener('error', () => reject(new Error('That picture cannot be read.')))
    reader.readAsDataURL(picture)
  })
}
