import type { Figure } from '../case.ts'
import type { GoalResult } from '../goals.ts'
import { median } from '../statistics.ts'
import { escape } from './escape.ts'
import { number } from './table.ts'

export interface Run {
  at: string
  machine: string
  commit: string
  arguments: string[]
  figures: Figure[]
  remarks: string[]
  goals: GoalResult[]
}

const style = `body{font:14px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1d2733;background:#fff}
table{border-collapse:collapse;width:100%}td,th{padding:.2rem .6rem;text-align:right;border-bottom:1px solid #dde3ea;white-space:nowrap}
td:first-child,th:first-child{text-align:left;white-space:normal}.met{color:#137333}.not-met{color:#b3261e}svg{display:block}
@media(prefers-color-scheme:dark){body{color:#dbe2ea;background:#12181f}td,th{border-color:#2b3642}.met{color:#7fd69a}.not-met{color:#ff9a91}}`

/** One page without anything from elsewhere. */
export function htmlReport(run: Run): string {
  const cases = [...new Set(run.figures.map((figure) => figure.case))]
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Switchboard: benchmark</title><style>${style}</style>
<h1>Switchboard: benchmark</h1>
<p>${escape(run.at)} · ${escape(run.machine)} · ${escape(run.commit)} · ${escape(run.arguments.join(' '))}</p>
${run.goals.length > 0 ? `<h2>Goals</h2>${goalRows(run.goals)}` : ''}
${cases.map((name) => section(name, run.figures)).join('\n')}
${run.remarks.length > 0 ? `<h2>Remarks</h2><ul>${run.remarks.map((text) => `<li>${escape(text)}</li>`).join('')}</ul>` : ''}
</html>`
}

function goalRows(goals: readonly GoalResult[]): string {
  const rows = goals.map(
    ({ text, value, isMet }) =>
      `<tr><td>${escape(text)}</td><td>${value === undefined ? 'not measured' : number(value)}</td><td class="${isMet ? 'met' : 'not-met'}">${isMet === undefined ? '' : isMet ? 'met' : 'not met'}</td></tr>`,
  )
  return `<table><tr><th>goal</th><th>figure</th><th></th></tr>${rows.join('')}</table>`
}

function section(name: string, figures: readonly Figure[]): string {
  const own = figures.filter((figure) => figure.case === name)
  const rows = own.map(({ what, unit, samples }) => {
    const most = Math.max(...own.filter((one) => one.unit === unit).flatMap((one) => one.samples))
    return `<tr><td>${escape(what)}</td><td>${number(median(samples))} ${escape(unit)}</td><td>${plot(samples, most)}</td><td>${samples.length}</td></tr>`
  })
  return `<h2>${escape(name)}</h2><table><tr><th>figure</th><th>median</th><th>each sample, from 0</th><th>n</th></tr>${rows.join('')}</table>`
}

const WIDTH = 320
const HEIGHT = 18
const MAX_DOTS = 400

/** A bar to the median and a dot per sample, on one scale for all figures of a unit. */
function plot(samples: readonly number[], most: number): string {
  if (!(most > 0)) return ''
  const x = (value: number): string => ((value / most) * (WIDTH - 6) + 3).toFixed(1)
  const step = Math.ceil(samples.length / MAX_DOTS)
  const dots = samples
    .filter((value, index) => index % step === 0 && Number.isFinite(value))
    .map((value) => `<circle cx="${x(value)}" cy="9" r="2.5" fill="#d9480f" fill-opacity=".5"/>`)
  const label = `median ${number(median(samples))}, ${number(Math.min(...samples))} to ${number(Math.max(...samples))}`
  return `<svg width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${label}"><rect x="0" y="5" width="${x(median(samples))}" height="8" fill="#7aa7d6" fill-opacity=".7"/>${dots.join('')}</svg>`
}
