/**
 * The files of what is pasted; none where a text was meant. Spreadsheets and word processors lay a
 * picture of what was copied beside its text; file managers lay the name beside a file.
 */
export function pastedFiles(data: DataTransfer): File[] {
  const files = [...data.files]
  const text = data.getData('text/plain').trim()
  const isFormatted = data.types.some((type) => formatted.has(type))
  return text !== '' && isFormatted && !isNames(text, files) ? [] : files
}

const formatted: ReadonlySet<string> = new Set(['text/html', 'text/rtf', 'application/rtf'])

/** Names, paths or addresses of the files themselves, a line each. */
function isNames(text: string, files: readonly File[]): boolean {
  return text.split(/\r?\n/).every((line) => files.some(({ name }) => isNameOf(line.trim(), name)))
}

function isNameOf(line: string, name: string): boolean {
  const last = /[^\\/]*$/.exec(line)?.[0] ?? ''
  return [last, decoded(last)].includes(name)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
