import type { Random } from '../support/random.ts'

export type Pairs = [name: string, value: string][]

const strings = [
  '',
  ' ',
  '\0',
  '\u0000\u0001\u001b[31m',
  '__proto__',
  'constructor',
  'toString',
  '!',
  '"',
  '~~~',
  '\ud800',
  '😡'.repeat(1600),
  'a'.repeat(5000),
  '<script>alert(1)</script>',
  '${jndi:ldap://x}',
  '../../../etc/passwd',
  'NaN',
  '-1',
  '1e308',
  '9007199254740993',
  '\r\nX-Injected: 1',
  '\u202e\u2028\u2029',
  'STOP',
  'START',
  'e!+14155550101!000000000001',
]

const names = [
  'MessageSid',
  'SmsSid',
  'From',
  'To',
  'Body',
  'NumMedia',
  'MediaUrl0',
  'MediaContentType0',
  'OptOutType',
  'FromCity',
  'FromCountry',
  'MessagingServiceSid',
  'MessageStatus',
  'ErrorCode',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'extra',
  'a[b]',
  'a[__proto__][x]',
  '',
  'Body',
]

/** Some parameters with values that no carrier would send, or names that are traps. */
export function absurdParams(random: Random): Pairs {
  const some = Array.from({ length: random.int(1, 6) }, () => pair(random))
  const many = random.chance(0.05)
    ? Array.from({ length: random.int(100, 4000) }, (_, index): Pairs[number] => [`p${index}`, ''])
    : []
  return [...some, ...many]
}

function pair(random: Random): Pairs[number] {
  const name = random.chance(0.1) ? random.pick(strings) : random.pick(names)
  if (name === 'NumMedia') return [name, random.pick(['10', '-5', '1e9', '2.5', 'x', 'Infinity'])]
  return [name, random.pick(strings)]
}
