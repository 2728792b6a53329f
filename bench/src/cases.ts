import type { BenchCase } from './case.ts'
import { boot } from './cases/boot.ts'
import { browsers } from './cases/browsers.ts'
import { burst } from './cases/burst.ts'
import { console } from './cases/console.ts'
import { dyno } from './cases/dyno.ts'
import { endToEnd } from './cases/end-to-end.ts'
import { histories } from './cases/histories.ts'
import { inbox } from './cases/inbox.ts'
import { intake } from './cases/intake.ts'
import { reconnect } from './cases/reconnect.ts'
import { replies } from './cases/replies.ts'
import { soak } from './cases/soak.ts'

const all: readonly BenchCase[] = [
  intake,
  endToEnd,
  histories,
  inbox,
  reconnect,
  boot,
  browsers,
  burst,
  replies,
  dyno,
  console,
  soak,
]

export const listOfCases = (): string =>
  all.map(({ name, about }) => `${name.padEnd(12)} ${about}`).join('\n')

/** Those that were named, or all that need not be; throws a TypeError for a name there is not. */
export function chosenCases(only: readonly string[]): BenchCase[] {
  const unknown = only.find((name) => !all.some((one) => one.name === name))
  if (unknown !== undefined) throw new TypeError(`--only ${unknown}: there is no such case.`)
  return all.filter(({ name, onlyByName }) => (only.length > 0 ? only.includes(name) : !onlyByName))
}
