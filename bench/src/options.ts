import { parseArgs } from 'node:util'

export interface Options {
  quick: boolean
  list: boolean
  /** Names of cases; empty: all that need not be named. */
  only: string[]
  /** Measures bare servers in turn with ours. */
  againstBare: boolean
  /** How many such pairs. */
  pairs: number
  profile: boolean
  counts: boolean
  updateBaseline: boolean
  /** For the soak. */
  seconds: number
}

export const usage = `npm run bench -- [--quick] [--only NAME]… [--against bare] [--pairs N] [--profile] [--seconds N] [--list]
npm run bench -- --counts [--update-baseline]`

/** Throws a TypeError that says what is wrong. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      against: { type: 'string' },
      pairs: { type: 'string' },
      profile: { type: 'boolean', default: false },
      counts: { type: 'boolean', default: false },
      'update-baseline': { type: 'boolean', default: false },
      seconds: { type: 'string', default: '3600' },
    },
  })
  if (values.against !== undefined && values.against !== 'bare')
    throw new TypeError(`--against ${values.against}: there is only "bare".`)
  return {
    quick: values.quick,
    list: values.list,
    only: values.only.flatMap((names) => names.split(',')),
    againstBare: values.against === 'bare',
    pairs: whole('--pairs', values.pairs ?? (values.quick ? '3' : '5')),
    profile: values.profile,
    counts: values.counts || values['update-baseline'],
    updateBaseline: values['update-baseline'],
    seconds: whole('--seconds', values.seconds),
  }
}

function whole(name: string, text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && value > 0) return value
  throw new TypeError(`${name} ${text}: give a whole number above 0.`)
}
