export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8'

/** One service's text; `labels` are added to each of its series, to tell two processes of one service apart. */
export interface MetricsText {
  text: string
  labels?: Readonly<Record<string, string>>
}

interface Family {
  help?: string
  type?: string
  samples: string[]
}

/** Several Prometheus texts as one valid text: each family once, with one HELP and one TYPE, all its series below. */
export function mergeMetrics(texts: readonly (string | MetricsText)[]): string {
  const families = new Map<string, Family>()
  for (const part of texts) {
    const { text, labels = {} } = typeof part === 'string' ? { text: part } : part
    collect(families, text, labelText(labels))
  }
  return [...families.entries()].map(familyText).join('\n')
}

function collect(families: Map<string, Family>, text: string, extra: string): void {
  let current = ''
  for (const line of text.split('\n')) {
    const comment = /^# (HELP|TYPE) (\S+)/.exec(line)
    if (comment) {
      current = comment[2] ?? ''
      const family = familyOf(families, current)
      if (comment[1] === 'HELP') family.help ??= line
      else family.type ??= line
    } else if (line !== '' && !line.startsWith('#')) {
      addSample(families, current, line, extra)
    }
  }
}

function addSample(families: Map<string, Family>, current: string, line: string, extra: string) {
  const [, name = '', rest = ''] = /^([^\s{]+)(.*)$/.exec(line) ?? []
  const belongs = name === current || /^_(bucket|sum|count|total)$/.test(name.slice(current.length))
  const family = familyOf(families, current !== '' && belongs ? current : name)
  family.samples.push(extra === '' ? line : name + withLabels(rest, extra))
}

function familyOf(families: Map<string, Family>, name: string): Family {
  const known = families.get(name)
  if (known) return known
  const family: Family = { samples: [] }
  families.set(name, family)
  return family
}

function withLabels(rest: string, extra: string): string {
  if (!rest.startsWith('{')) return `{${extra}}${rest}`
  return rest.startsWith('{}') ? `{${extra}}${rest.slice(2)}` : `{${extra},${rest.slice(1)}`
}

function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',')
}

function familyText([, { help, type, samples }]: [string, Family]): string {
  return [help, type, ...samples].filter((line) => line !== undefined).join('\n') + '\n'
}
