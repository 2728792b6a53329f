import { gzipSync } from 'node:zlib'
import { signatureOf } from '@switchboard/dev-env'
import type { Random } from '../support/random.ts'
import { absurdParams, type Pairs } from './absurd-params.ts'

export interface Target {
  publicUrl: string
  authToken: string
  line: string
}

export interface FuzzRequest {
  kind: string
  pieces: (string | Buffer)[]
  halfClose?: boolean
  /** It is whole and well-formed, so it has to be answered. */
  whole?: boolean
}

type Head = [name: string, value: string][]

const FORM = 'application/x-www-form-urlencoded'
const paths = [
  '/smswebhook',
  '/smsstatus?id=x',
  '/smsstatus?id=%00&id=of!%2B1!1',
  '/api/v1/conversations',
  '/api/v1/conversations?limit=%ff&page=%00',
  '/api/v1/conversations/%2B14155550101/entries?before=1e9&after=-1',
  '/api/v1/conversations/%E0%A4%A/entries',
  '/api/v1/messages',
  '/smswebhook/',
  '//smswebhook',
  '/SMSWEBHOOK',
  '/smswebhook%00',
  '/smswebhook%',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..%2f..%2fdata',
  '/assets/..%5c..%5cpackage.json',
  '//api/v1/conversations',
  '/api//v1/conversations',
  '/healthz?x=%',
  '/readyz;a=b',
  '/gateway/',
  '/gateway%20',
  '/agent',
  '/session',
  '/welcome/check',
  '/phone/api/messages',
  '/media/../smswebhook',
  '/?__proto__[x]=1',
  '*',
  '',
  'smswebhook',
  'http://127.0.0.1/smswebhook',
  'https://user:pass@evil.example:99999/smsstatus',
  'http://[::1',
  '/\x7f\x80\xff',
]
const methods = ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PROPFIND', 'XYZZY']

/** One request of a random kind; the same for the same draws. */
export function makeRequest(random: Random, target: Target): FuzzRequest {
  const [kind, make] = random.pick(kinds)
  return { kind, ...make(random, target) }
}

type Maker = (random: Random, target: Target) => Omit<FuzzRequest, 'kind'>

const kinds: readonly (readonly [string, Maker])[] = [
  ['valid', valid],
  ['absurd', absurd],
  ['absurd', absurd],
  ['unsigned', unsigned],
  ['headers', oddHeaders],
  ['path', oddPath],
  ['method', oddMethod],
  ['encoding', encoded],
  ['chunks', chunked],
  ['lengths', lyingLengths],
  ['pipelined', pipelined],
  ['upgrade', oddUpgrade],
  ['mutated', mutated],
  ['mutated', mutated],
  ['truncated', truncated],
  ['json', oddJson],
]

/** A signed text, as Twilio posts one. */
export function signedText(random: Random, target: Target, more: Pairs = []): string {
  const sid = `SM${random.hex(32)}`
  const from = `+1415555${String(random.int(0, 9999)).padStart(4, '0')}`
  const pairs: Pairs = [
    ['MessageSid', sid],
    ['SmsSid', sid],
    ['NumMedia', '0'],
    ['From', from],
    ['To', target.line],
    ['Body', `fuzz ${random.hex(8)}`],
  ]
  return signedPost(target, '/smswebhook', replaced(pairs, more))
}

function replaced(pairs: Pairs, more: Pairs): Pairs {
  const names = new Set(more.map(([name]) => name))
  return [...pairs.filter(([name]) => !names.has(name)), ...more]
}

function signedPost(target: Target, path: string, pairs: Pairs, head: Head = []): string {
  const body = new URLSearchParams(pairs).toString()
  // What arrives is signed: what the form cannot carry, such as half a surrogate pair, is replaced.
  const arrived = [...new URLSearchParams(body)]
  const signature = signatureOf(target.authToken, target.publicUrl + path, arrived)
  return request('POST', path, [['X-Twilio-Signature', signature], ...head], body)
}

function request(method: string, path: string, head: Head, body = ''): string {
  const all: Head = [
    ['Host', '127.0.0.1'],
    ['Content-Type', FORM],
    ['Content-Length', String(Buffer.byteLength(body, 'latin1'))],
    ['Connection', 'close'],
  ]
  const names = new Set(head.map(([name]) => name.toLowerCase()))
  const kept = all.filter(([name]) => !names.has(name.toLowerCase()))
  const lines = [...kept, ...head].map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}

function valid(random: Random, target: Target) {
  return { pieces: [signedText(random, target)], whole: true }
}

function absurd(random: Random, target: Target) {
  const more = absurdParams(random)
  if (random.chance(0.6)) return { pieces: [signedText(random, target, more)], whole: true }
  const path = random.pick(['/smsstatus?id=x', '/smsstatus', '/smsstatus?id=__proto__&id=%00'])
  const status: Pairs = [
    ['MessageSid', `SM${random.hex(32)}`],
    ['MessageStatus', random.pick(['sent', 'delivered', 'constructor', '__proto__', '\u0000'])],
    ['ErrorCode', random.pick(['30003', '-1', '1e999', 'NaN', '', '9'.repeat(400)])],
  ]
  return { pieces: [signedPost(target, path, replaced(status, more))], whole: true }
}

function unsigned(random: Random, target: Target) {
  const signature = random.pick(['', 'AAAA', '='.repeat(5000), 'null', `${random.hex(28)}=`])
  const text = signedText(random, target)
  const line = `X-Twilio-Signature: ${signature}`
  return { pieces: [text.replace(/X-Twilio-Signature: .*/, () => line)], whole: true }
}

function oddHeaders(random: Random, target: Target) {
  const odd = random.pick<() => Head>([
    () => [
      ['Content-Type', random.pick(['', 'text/plain', `${FORM};charset=\x00`, 'a/b;'.repeat(999)])],
    ],
    () => Array.from({ length: random.int(50, 3000) }, (_, index) => [`X-${index}`, 'y']),
    () => [['X-Long', 'a'.repeat(random.int(1000, 40_000))]],
    () => [['Host', random.pick(['', 'evil.example', 'a b', '[::1', '127.0.0.1:99999', '\xff'])]],
    () => [
      ['X-Twilio-Signature', 'a'],
      ['X-Twilio-Signature', 'b'],
    ],
    () => [['X-Forwarded-For', random.pick(['', ',,,', '\xff', '1.2.3.4, '.repeat(900)])]],
    () => [
      ['X-Forwarded-Proto', 'javascript:'],
      ['Forwarded', 'for="[::'],
      ['X-Forwarded-Host', 'x'],
    ],
    () => [['Expect', random.pick(['100-continue', 'the unexpected', ''])]],
    () => [
      ['Cookie', random.pick(['switchboard=' + 'a'.repeat(9000), '=;=;', '__proto__=1', '%'])],
    ],
    () => [
      ['Range', 'bytes=0-0,5-1,-'],
      ['If-None-Match', '"'.repeat(500)],
    ],
    () => [
      ['Bad Name', 'x'],
      ['', 'y'],
      ['Z\x00', 'z'],
    ],
    () => [
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['Accept', 'text/html'.repeat(500)],
    ],
    () => [
      ['Connection', random.pick(['host', 'X-Twilio-Signature', 'upgrade', 'keep-alive, close'])],
    ],
    () => [
      ['Accept-Encoding', 'gzip;q=nan'],
      ['Authorization', `Bearer ${'x'.repeat(9000)}`],
    ],
  ])()
  const head = signedText(random, target)
  const [first = '', ...rest] = head.split('\r\n')
  const lines = odd.map(([name, value]) => `${name}: ${value}`)
  return { pieces: [[first, ...lines, ...rest].join('\r\n')], halfClose: true }
}

function oddPath(random: Random, target: Target) {
  const path = random.chance(0.1) ? `/${'a'.repeat(random.int(1000, 20_000))}` : random.pick(paths)
  if (random.chance(0.4)) return { pieces: [request('GET', path, [])], halfClose: true }
  return { pieces: [signedPost(target, path, [['MessageSid', 'SM1']])], halfClose: true }
}

function oddMethod(random: Random) {
  const path = random.pick(paths)
  return { pieces: [request(random.pick(methods), path, [])], halfClose: true }
}

const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024)).toString('latin1')

function encoded(random: Random, target: Target) {
  const encoding = random.pick([
    'gzip',
    'deflate',
    'br',
    'x-gzip',
    'gzip, gzip',
    'identity',
    '',
    'zstd',
  ])
  const body = random.pick([bomb, random.bytes(200).toString('latin1'), '\x1f\x8b\x08', ''])
  const path = random.pick(['/smswebhook', '/smsstatus', '/api/v1/messages', '/session'])
  const head: Head = [
    ['Content-Encoding', encoding],
    ['X-Twilio-Signature', signatureOf(target.authToken, target.publicUrl + path, [])],
  ]
  return { pieces: [request('POST', path, head, body)], halfClose: true }
}

function chunked(random: Random) {
  const size = random.pick([
    '5',
    '0005',
    'ffffffffffffffff',
    '-1',
    '5;a=b',
    '5;' + 'x'.repeat(5000),
    '',
    'g',
    '0x5',
    '5 ',
  ])
  const end = random.pick(['0\r\n\r\n', '0\r\nTrailer: x\r\n\r\n', '', '0\r\n', '0\n\n'])
  const te = random.pick([
    'chunked',
    'Chunked',
    'chunked, chunked',
    'identity',
    'xchunked',
    'gzip, chunked',
  ])
  const head = `POST /smswebhook HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM}\r\nTransfer-Encoding: ${te}\r\nConnection: close\r\n\r\n`
  const many = random.chance(0.2)
  const chunks = many ? '400\r\n' + 'a=b&'.repeat(256) + '\r\n' : `${size}\r\nBody=\r\n`
  return { pieces: [head, many ? chunks.repeat(random.int(1, 200)) : chunks, end], halfClose: true }
}

/** What smuggles a second request past a proxy that reads lengths differently. */
function lyingLengths(random: Random) {
  const head = random.pick([
    'Content-Length: 6\r\nTransfer-Encoding: chunked',
    'Transfer-Encoding: chunked\r\nContent-Length: 4',
    'Content-Length: 4\r\nContent-Length: 44',
    'Content-Length: +4',
    'Content-Length: 4, 4',
    'Content-Length: 1e3',
    'Content-Length: 99999999999999999999',
    'Content-Length : 4',
    'Transfer-Encoding : chunked',
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
    'Transfer-Encoding:\x0bchunked',
    ' Content-Length: 4',
    'X: y\nContent-Length: 0',
    'X: y\rTransfer-Encoding: chunked',
  ])
  const second = 'GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n'
  const text = `POST /smswebhook HTTP/1.1\r\nHost: x\r\nContent-Type: ${FORM}\r\n${head}\r\n\r\n0\r\n\r\n${second}`
  return { pieces: [text], halfClose: true }
}

const keptAlive = (text: string): string =>
  text.replace('Connection: close', 'Connection: keep-alive')

function pipelined(random: Random, target: Target) {
  const texts = Array.from({ length: random.int(2, 12) }, () =>
    random.chance(0.7)
      ? keptAlive(signedText(random, target))
      : request('GET', random.pick(paths), [['Connection', 'keep-alive']]),
  )
  return {
    pieces: [texts.join(''), ...(random.chance(0.5) ? ['junk\r\n\r\n'] : [])],
    halfClose: true,
  }
}

function oddUpgrade(random: Random) {
  const path = random.pick([
    '/gateway',
    '/agent',
    '/phone/api/socket',
    '/gateway?x',
    '/',
    '/agent/',
    '/smswebhook',
  ])
  const head: Head = [
    ['Connection', random.pick(['Upgrade', 'upgrade, close', 'Upgrade'])],
    ['Upgrade', random.pick(['websocket', 'h2c', 'WebSocket', 'x'.repeat(2000), ''])],
    ['Sec-WebSocket-Version', random.pick(['13', '8', 'x', ''])],
    ['Sec-WebSocket-Key', random.pick(['dGhlIHNhbXBsZSBub25jZQ==', 'short', '', 'x'.repeat(900)])],
    [
      'Sec-WebSocket-Extensions',
      random.pick(['permessage-deflate; server_max_window_bits=99', ';;;', '"']),
    ],
    ['Sec-WebSocket-Protocol', random.pick(['a,a', ',', 'b'])],
    ['Origin', random.pick(['http://127.0.0.1', 'null', 'http://evil.example', '%'])],
    ['Content-Length', '0'],
  ]
  const junk = random.chance(0.6) ? [random.bytes(random.int(1, 200))] : []
  return { pieces: [request('GET', path, head), ...junk], halfClose: true }
}

/** A good request of which some bytes were flipped, lost, repeated or put in. */
function mutated(random: Random, target: Target) {
  let bytes = Buffer.from(signedText(random, target), 'latin1')
  for (let left = random.int(1, 8); left > 0; left -= 1) bytes = mutate(random, bytes)
  return { pieces: [bytes], halfClose: true }
}

function mutate(random: Random, bytes: Buffer): Buffer<ArrayBuffer> {
  const at = random.int(0, bytes.length)
  const length = random.int(1, 12)
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)]
  return random.pick([
    () => Buffer.concat([before, after.subarray(length)]),
    () => Buffer.concat([before, random.bytes(length), after]),
    () => Buffer.concat([before, random.bytes(length), after.subarray(length)]),
    () => Buffer.concat([before, after.subarray(0, length), after]),
    () =>
      Buffer.concat([
        before,
        Buffer.from(random.pick(['\r\n', '\0', '%', '&', '=', ':', ' ', '\r\n\r\n'])),
        after,
      ]),
  ])()
}

function truncated(random: Random, target: Target) {
  const text = signedText(random, target)
  const at = random.int(0, text.length - 1)
  const pieces = random.chance(0.3) ? text.slice(0, at).split('') : [text.slice(0, at)]
  return { pieces, halfClose: random.chance(0.8) }
}

function oddJson(random: Random) {
  const body = random.pick([
    '{',
    'null',
    '[]',
    '"x"',
    '{"__proto__":{"x":1},"to":"+14155550101"}',
    '['.repeat(20_000),
    '{"name":{},"password":[]}',
    '{"name":"a","password":"b","address":"c"}',
    `{"token":"${'x'.repeat(12_000)}"}`,
    '\xff\xfe',
    '1e999',
  ])
  const path = random.pick([
    '/session',
    '/welcome',
    '/welcome/check',
    '/api/v1/messages',
    '/phone/api/faults',
    '/phone/api/phones',
  ])
  const head: Head = [
    ['Content-Type', 'application/json'],
    ['Origin', random.pick(['http://127.0.0.1', 'null'])],
    ['Sec-Fetch-Site', 'same-origin'],
  ]
  return {
    pieces: [request(random.pick(['POST', 'POST', 'DELETE']), path, head, body)],
    halfClose: true,
  }
}
