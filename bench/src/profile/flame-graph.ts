import { escape } from '../report/escape.ts'

/** What V8 writes (Profiler.Profile of the DevTools protocol), as far as it is used. */
export interface CpuProfile {
  nodes: CpuNode[]
  samples: number[]
  timeDeltas: number[]
}

interface CpuNode {
  id: number
  callFrame: { functionName: string; url: string; lineNumber: number }
  children?: number[]
}

interface Frame {
  name: string
  where: string
  /** Microseconds in it, and in all it called. */
  self: number
  total: number
  children: Frame[]
}

const WIDTH = 1600
const ROW = 17
/** Narrower than this many pixels is left out. */
const MIN_WIDTH = 0.6
const idle = new Set(['(idle)', '(program)', '(root)'])

/** One page: time goes to the right, callers stand above what they call; idle time is left out. */
export function flameGraph(profile: CpuProfile, title: string): string {
  const root = mergedTree(profile)
  const boxes: string[] = []
  const depth = draw(root, 0, 0, WIDTH / root.total, boxes, root.total)
  const rows = hottest(profile, 40).map(
    ({ where, share }) =>
      `<tr><td>${(share * 100).toFixed(1)} %</td><td>${escape(where)}</td></tr>`,
  )
  return `<!doctype html><meta charset="utf-8"><title>${escape(title)}</title>
<style>body{font:13px system-ui;margin:16px}rect{stroke:#fff;stroke-width:.5}text{font:11px monospace;pointer-events:none}td{padding:1px 8px}</style>
<h1>${escape(title)}: ${(root.total / 1e6).toFixed(1)} s of CPU</h1>
<svg viewBox="0 0 ${WIDTH} ${(depth + 1) * ROW}" width="100%">${boxes.join('')}</svg>
<h2>By own time</h2><table>${rows.join('')}</table>`
}

/** Functions by the share of the busy time they took themselves. */
export function hottest(profile: CpuProfile, count: number): { where: string; share: number }[] {
  const bySelf = new Map<string, number>()
  let total = 0
  const visit = (frame: Frame): void => {
    bySelf.set(frame.where, (bySelf.get(frame.where) ?? 0) + frame.self)
    total += frame.self
    for (const child of frame.children) visit(child)
  }
  visit(mergedTree(profile))
  return [...bySelf]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([where, self]) => ({ where, share: self / total }))
}

function mergedTree(profile: CpuProfile): Frame {
  const own = new Map<number, number>()
  profile.samples.forEach((id, index) => {
    own.set(id, (own.get(id) ?? 0) + (profile.timeDeltas[index] ?? 0))
  })
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const root: Frame = { name: 'all', where: 'all', self: 0, total: 0, children: [] }
  const first = profile.nodes[0]
  if (first) for (const id of first.children ?? []) merge(root, nodes.get(id), nodes, own)
  sum(root)
  return root
}

/** Calls of one function from one place are one box, whichever node V8 gave them. */
function merge(
  parent: Frame,
  node: CpuNode | undefined,
  nodes: Map<number, CpuNode>,
  own: Map<number, number>,
): void {
  if (!node || idle.has(node.callFrame.functionName)) return
  const { name, where } = describe(node)
  let frame = parent.children.find((child) => child.where === where)
  if (!frame) parent.children.push((frame = { name, where, self: 0, total: 0, children: [] }))
  frame.self += own.get(node.id) ?? 0
  for (const id of node.children ?? []) merge(frame, nodes.get(id), nodes, own)
}

function describe({ callFrame: { functionName, url, lineNumber } }: CpuNode): {
  name: string
  where: string
} {
  const name = functionName || '(anonymous)'
  const file = url
    .replace(/^file:\/\//, '')
    .replace(/^.*\/(node_modules\/(?!.*node_modules)|(?:packages|services)\/)/, '$1')
  return { name, where: file === '' ? name : `${name} ${file}:${lineNumber + 1}` }
}

function sum(frame: Frame): number {
  frame.total = frame.children.reduce((total, child) => total + sum(child), frame.self)
  return frame.total
}

function draw(
  frame: Frame,
  x: number,
  level: number,
  scale: number,
  boxes: string[],
  all: number,
): number {
  const width = frame.total * scale
  if (width < MIN_WIDTH) return level
  const y = level * ROW
  const share = ((frame.total / all) * 100).toFixed(1)
  const label = width > 40 ? frame.name.slice(0, Math.floor(width / 7)) : ''
  boxes.push(
    `<g><title>${escape(frame.where)} ${share} %</title><rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${ROW}" fill="${colourOf(frame.where)}"/><text x="${(x + 3).toFixed(1)}" y="${y + 12}">${escape(label)}</text></g>`,
  )
  let depth = level
  for (const child of frame.children.toSorted((a, b) => b.total - a.total)) {
    depth = Math.max(depth, draw(child, x, level + 1, scale, boxes, all))
    x += child.total * scale
  }
  return depth
}

/** Ours, others' packages, Node and V8: told apart at a glance. */
function colourOf(where: string): string {
  if (where.includes('node_modules/')) return '#f5c26b'
  if (/(packages|services)\//.test(where)) return '#f08a5d'
  return where.includes(' node:') ? '#9bd1c3' : '#c7ced6'
}
