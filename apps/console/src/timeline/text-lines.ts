/** As many signs stand on a line, nearly; a wide one takes the room of two. */
const LINE_SIGNS = 76
/** More lines than 1,600 characters make by themselves, also wide ones. */
const LONG_LINES = 48
/** Of a longer one so many are shown at first; `.begun` in message.module.css is as high. */
const BEGUN_LINES = 24

/** How many lines a text has where there is room, about. */
function linesOf(body: string): number {
  const lines = body.split('\n').map((line) => Math.ceil(widthOf(line) / LINE_SIGNS) || 1)
  return lines.reduce((sum, n) => sum + n, 0)
}

/** Whether it is so long that one would scroll past it for screens. */
export function isLong(body: string): boolean {
  return body.length > LONG_LINES && linesOf(body) > LONG_LINES
}

/** How many of them are shown at first. */
export function linesShown(body: string): number {
  return isLong(body) ? BEGUN_LINES : linesOf(body)
}

function widthOf(line: string): number {
  return line.length + (line.match(/[\u2e80-\uffff]/g)?.length ?? 0)
}
