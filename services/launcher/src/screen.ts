import type { Summary } from './plan.ts'

/** What the person who started the system is told. */
export class Screen {
  constructor(
    private readonly write: (text: string) => void,
    private readonly color: boolean,
  ) {}

  starting(summary: Summary, labels: readonly string[]): void {
    if (summary.onSimulator)
      this.#line('No Twilio account is set: running on the built-in simulator.')
    this.#line(`Starting ${labels.join(', ')}…`)
  }

  ready(summary: Summary, announcements: readonly string[]): void {
    const { consoleUrl, phoneUrl, address, host, notes } = summary
    const rows = [
      ...(consoleUrl ? [row('Console', consoleUrl)] : []),
      ...(phoneUrl
        ? [row('Phone', `${phoneUrl}  (text as a customer, on the built-in simulator)`)]
        : []),
      ...(consoleUrl || phoneUrl ? [] : [row('Address', address)]),
    ]
    const where = isLoopback(host) ? 'Listening on this machine only.' : `Listening on ${host}.`
    this.write(
      [
        '',
        `  ${this.#bold('Switchboard is ready')}`,
        '',
        ...rows,
        '',
        `  ${where} Ctrl-C stops everything.`,
        ...[...notes, ...announcements].map((line) => `  ${line}`),
        '',
        '',
      ].join('\n'),
    )
  }

  died(label: string, why: string, restartInMs: number): void {
    this.#line(
      `The ${label} ended (${why}); starting it again in ${(restartInMs / 1000).toFixed(1)} s.`,
    )
  }

  back(label: string, announcements: readonly string[]): void {
    this.#line(`The ${label} is back.`)
    for (const line of announcements) this.#line(line)
  }

  stopping(): void {
    this.#line('Stopping…')
  }

  stopped(stragglers: readonly string[]): void {
    if (stragglers.length === 0) this.#line('Stopped.')
    else this.#line(`Stopped; ${stragglers.join(', ')} had to be killed.`)
  }

  #line(text: string): void {
    this.write(`${text}\n`)
  }

  #bold(text: string): string {
    return this.color ? `\u001b[1m${text}\u001b[22m` : text
  }
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(9)}${value}`
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}
