import type { Figure } from '../case.ts'
import { median, quantile } from '../statistics.ts'

/** Columns as wide as they must be; the first at the left, the others at the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join(
    '\n',
  )
}

/** Each figure with its median and its spread: from the lowest to the highest, and p95 where there are many. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ case: name, what, unit, samples }) => [
    `${name}: ${what}`,
    number(median(samples)),
    samples.length > 1 ? `${number(Math.min(...samples))} … ${number(Math.max(...samples))}` : '',
    samples.length >= 10 ? number(quantile(samples, 0.95)) : '',
    String(samples.length),
    unit,
  ])
  return table(['figure', 'median', 'spread', 'p95', 'n', 'unit'], rows)
}

/** Three digits that count. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (value === 0 || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en')
  return Number(value.toPrecision(3)).toString()
}
