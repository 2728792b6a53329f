const maxBytes = 5 * 1024 * 1024

/** A chosen file as a `data:` URL; throws when the carrier would not take it (over 5 MB, or no picture). */
export function readPicture(file: File): Promise<string> {
  if (!file.type.startsWith('image/')) throw new Error(`${file.name} is not a picture.`)
  if (file.size > maxBytes) throw new Error(`${file.name} is larger than 5 MB.`)
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.addEventListener('error', () => reject(new Error(`${file.name} cannot be read.`)))
    reader.readAsDataURL(file)
  })
}
