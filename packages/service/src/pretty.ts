import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]
const levels: Readonly<Record<number, readonly [label: string, style: Style]>> = {
  10: ['trace', 'gray'],
  20: ['debug', 'gray'],
  30: ['info', 'green'],
  40: ['warn', 'yellow'],
  50: ['error', 'red'],
  60: ['fatal', ['red', 'bold']],
}
const frame = new Set(['level', 'time', 'service', 'msg', 'err', 'pid', 'hostname'])

/** A log line of JSON as a person reads it: `12:04:05 info  switchboard  message stored  seq=4`. */
export function prettyLine(json: string, color: boolean): string {
  const line = parse(json)
  if (line === undefined) return json
  const paint = (style: Style, words: string) => (color ? styleText(style, words) : words)
  const [label, style] = levels[Number(line['level'])] ?? ['log', 'white']
  const head = [
    paint('gray', clock(line['time'])),
    paint(style, label.padEnd(5)),
    paint('cyan', text(line['service'])),
  ].join(' ')
  const parts = [head, text(line['msg']), paint('gray', details(line))]
  return `${parts.filter((part) => part !== '').join('  ')}\n${stackOf(line['err'])}`
}

function parse(json: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(json) as Record<string, unknown>
  } catch {
    return undefined
  }
}

function clock(time: unknown): string {
  return new Date(typeof time === 'number' || typeof time === 'string' ? time : 0)
    .toTimeString()
    .slice(0, 8)
}

function details(line: Record<string, unknown>): string {
  return Object.entries(line)
    .filter(([key]) => !frame.has(key))
    .map(([key, value]) => `${key}=${text(value)}`)
    .join(' ')
}

function text(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function stackOf(err: unknown): string {
  if (typeof err !== 'object' || err === null) return ''
  const { stack, message } = err as { stack?: string; message?: string }
  const shown = stack ?? message
  return shown === undefined ? '' : `${shown.replace(/^/gm, '    ')}\n`
}
