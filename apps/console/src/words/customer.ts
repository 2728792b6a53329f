import { formatNumber, type Conversation, type Line } from '@switchboard/protocol'
import { own } from '../state/own.ts'

/** A Customer's name where one was noted, else the number as one reads it. */
export function customerName({ name, number }: Pick<Conversation, 'name' | 'number'>): string {
  return name || formatNumber(number)
}

/** What people call one of our Lines, else its number. */
export function lineName(lines: Readonly<Record<string, Line>>, line: string): string {
  return own(lines, line)?.name || formatNumber(line)
}
