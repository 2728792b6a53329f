import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fetchMedia, type Lookup } from '../src/media/fetch-media.ts'
import { FetchPolicy, isPrivateAddress } from '../src/media/fetch-policy.ts'
import { imageSize } from '../src/media/image-size.ts'
import { MediaError } from '../src/media/media-error.ts'
import { MediaFiles } from '../src/media/media-files.ts'
import { newMediaId } from '../src/media/media-id.ts'
import { nextTry } from '../src/media/settle-fetch.ts'
import { mediaDefaults } from '../src/media/media-config.ts'
import { fileName, sniff } from '../src/media/sniff.ts'
import { makeJpeg, makePng, MediaHost, respond } from './support/media-host.ts'

const ACCOUNT = { accountSid: 'AC1', authToken: 'the-token' }
const BASIC = `Basic ${Buffer.from('AC1:the-token').toString('base64')}`
const MB = 1024 * 1024

async function makeFetcher(apiUrl: string | undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-media-'))
  const files = new MediaFiles(folder)
  await files.start()
  const policy = new FetchPolicy({ ...ACCOUNT, apiUrl })
  const ends = new AbortController()
  const options = { policy, files, maxBytes: MB, timeoutMs: 10_000, signal: ends.signal }
  return {
    files,
    folder,
    ends,
    fetch: (url: string, more: { timeoutMs?: number; lookup?: Lookup } = {}) =>
      fetchMedia(url, { ...options, ...more }),
    drafts: () => readdir(join(folder, 'tmp')),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

async function errorOf(fetch: Promise<unknown>): Promise<MediaError> {
  const error: unknown = await fetch.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof MediaError) return error
  throw new Error('this should not have been fetched', { cause: error })
}

describe('fetching media', () => {
  it('[D2] proves who we are to the API and follows its redirect, as Twilio answers', async () => {
    await using host = await MediaHost.start()
    await using fetcher = await makeFetcher(host.base)
    host.redirects('/2010-04-01/ME1', '/cdn/ME1?expires=1').gives('/cdn/ME1?expires=1', makePng())
    const draft = await fetcher.fetch(`${host.base}/2010-04-01/ME1`)
    expect(await readFile(draft.path)).toEqual(makePng())
    expect((await stat(draft.path)).mode & 0o777).toBe(0o600)
    expect(host.asked[0]).toEqual({ path: '/2010-04-01/ME1', authorization: BASIC })
  })

  it('[D2] asks the configured API where a webhook names api.twilio.com', async () => {
    await using host = await MediaHost.start()
    await using fetcher = await makeFetcher(`${host.base}/twilio`)
    host.gives('/twilio/2010-04-01/ME1', makePng())
    await fetcher.fetch('https://api.twilio.com/2010-04-01/ME1')
    expect(host.asked).toEqual([{ path: '/twilio/2010-04-01/ME1', authorization: BASIC }])
  })

  it('[D2] gives the password to the API alone', () => {
    const policy = new FetchPolicy({ ...ACCOUNT, apiUrl: undefined })
    const proofFor = (url: string) => policy.hop(url).authorization
    expect(proofFor('https://api.twilio.com/2010-04-01/ME1')).toBe(BASIC)
    expect(proofFor('https://api.dublin.ie1.twilio.com/2010-04-01/ME1')).toBe(BASIC)
    expect(proofFor('https://mms.twiliocdn.com/x')).toBeUndefined()
    expect(proofFor('https://media.twilio.com/x')).toBeUndefined()
    expect(proofFor('https://s3-external-1.amazonaws.com/media.twiliocdn.com/x')).toBeUndefined()
    const own = new FetchPolicy({ ...ACCOUNT, apiUrl: 'https://proxy.example.com' })
    expect(own.hop('https://proxy.example.com/ME1').authorization).toBe(BASIC)
    expect(own.hop('https://mms.twiliocdn.com/x').authorization).toBeUndefined()
  })

  it.each([
    'http://127.0.0.1:1/',
    'http://localhost/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://10.0.0.1/',
    'https://192.168.1.1/',
    'https://evil.example/x',
    'https://twilio.com.evil.example/x',
    'https://eviltwilio.com/x',
    'https://s3.amazonaws.com.evil.example/x',
    'http://mms.twiliocdn.com/x',
    'https://mms.twiliocdn.com:8443/x',
    'https://user:word@mms.twiliocdn.com/x',
    'file:///etc/passwd',
    'data:image/png;base64,AA',
    '//evil.example/x',
    'https://[',
  ])('[D3] does not follow a redirect to %s', async (location) => {
    await using host = await MediaHost.start()
    await using fetcher = await makeFetcher(host.base)
    host.redirects('/ME1', location)
    const error = await errorOf(fetcher.fetch(`${host.base}/ME1`))
    expect(error).toMatchObject({ problem: 'unsupported', again: 'never' })
    expect(host.asked).toHaveLength(1)
  })

  it('[D3] refuses a name of the carrier that leads to a private address', async () => {
    await using fetcher = await makeFetcher(undefined)
    const asked: string[] = []
    const lookup: Lookup = (hostname, options, done) => {
      asked.push(hostname)
      if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }])
      else done(null, '127.0.0.1', 4)
    }
    const error = await errorOf(fetcher.fetch('https://mms.twiliocdn.com/x', { lookup }))
    expect(error).toMatchObject({ problem: 'unsupported', again: 'never' })
    expect(asked).toEqual(['mms.twiliocdn.com'])
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '169.254.169.254',
      '::1',
      'fd00::1',
      '::ffff:10.0.0.1',
    ])
      expect([address, isPrivateAddress(address)]).toEqual([address, true])
    for (const address of ['54.230.1.1', '2600:9000::1'])
      expect(isPrivateAddress(address)).toBe(false)
  })

  it('[D3] gives up a circle of redirects', async () => {
    await using host = await MediaHost.start()
    await using fetcher = await makeFetcher(host.base)
    host.redirects('/a', '/b').redirects('/b', '/a')
    expect(await errorOf(fetcher.fetch(`${host.base}/a`))).toMatchObject({ again: 'never' })
    expect(host.asked).toHaveLength(6)
  })

  it('[D4] reads no more than the bound, announced or not, and leaves nothing behind', async () => {
    await using host = await MediaHost.start()
    await using fetcher = await makeFetcher(host.base)
    host.on('/announced', (response) => {
      response.writeHead(200, { 'content-length': String(20 * MB) }).flushHeaders()
    })
    host.on('/endless', (response) => {
      response.on('drain', () => response.write(Buffer.alloc(65_536)))
      while (response.write(Buffer.alloc(65_536)));
    })
    for (const path of ['/announced', '/endless'])
      expect(await errorOf(fetcher.fetch(host.base + path))).toMatchObject({
        problem: 'too-large',
        again: 'never',
      })
    expect(await fetcher.drafts()).toEqual([])
  })

  it('[D4] gives up what does not come in time, and what is cut short', async () => {
    await using host = await MediaHost.start()
    await using fetcher = await makeFetcher(host.base)
    host.on('/slow', (response) => void response.writeHead(200).write(makePng()))
    host.on('/cut', (response) => {
      response
        .writeHead(200, { 'content-length': '1000' })
        .write(makePng(), () => response.destroy())
    })
    const problem = { problem: 'unreachable', again: 'later' }
    expect(await errorOf(fetcher.fetch(`${host.base}/slow`, { timeoutMs: 100 }))).toMatchObject(
      problem,
    )
    expect(await errorOf(fetcher.fetch(`${host.base}/cut`))).toMatchObject(problem)
    expect(await fetcher.drafts()).toEqual([])
  })

  it('[D6] knows what may come back from what will not', async () => {
    await using host = await MediaHost.start()
    await using fetcher = await makeFetcher(host.base)
    for (const status of [401, 404, 429, 500, 503])
      host.on(`/${status}`, (response) => respond(response, status))
    const again = async (path: string) => (await errorOf(fetcher.fetch(host.base + path))).again
    expect(await again('/401')).toBe('soon')
    expect(await again('/404')).toBe('soon')
    for (const path of ['/429', '/500', '/503']) expect(await again(path)).toBe('later')
    await using nowhere = await makeFetcher('http://127.0.0.1:9')
    expect((await errorOf(nowhere.fetch('http://127.0.0.1:9/x'))).again).toBe('later')
  })

  it('[D6] waits longer each time, for a day', () => {
    const since = '2026-11-22T12:00:00.000Z'
    const at = (tries: number, again: 'never' | 'soon' | 'later', now = since) =>
      nextTry({ tries, since, again, now }, mediaDefaults.retry)
    expect(at(1, 'never')).toBeUndefined()
    expect(at(1, 'soon')).toBe('2026-11-22T12:00:01.000Z')
    expect(at(3, 'soon')).toBeUndefined()
    expect(at(2, 'later')).toBe('2026-11-22T12:00:04.000Z')
    expect(at(40, 'later')).toBe('2026-11-22T12:15:00.000Z')
    expect(at(90, 'later', '2026-11-23T12:00:00.000Z')).toBeUndefined()
  })
})

describe('files', () => {
  it.each([
    ['a jpeg', makeJpeg(10, 20), 'image/jpeg'],
    ['a png', makePng(), 'image/png'],
    ['a gif', Buffer.from('GIF89a\x05\0\x04\0', 'latin1'), 'image/gif'],
    ['a webp', Buffer.from('RIFF\0\0\0\0WEBPVP8X', 'latin1'), 'image/webp'],
    ['speech', Buffer.from('#!AMR\n'), 'audio/amr'],
    ['a film', Buffer.from('\0\0\0\x18ftypmp42', 'latin1'), 'video/mp4'],
    ['a film of an old phone', Buffer.from('\0\0\0\x18ftyp3gp5', 'latin1'), 'video/3gpp'],
    ['a document', Buffer.from('%PDF-1.7'), 'application/pdf'],
    ['a contact', Buffer.from('BEGIN:VCARD\r\nVERSION:3.0'), 'text/vcard'],
    ['a page', Buffer.from('<!doctype html><script>'), undefined],
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">'), undefined],
    ['a script', Buffer.from('#!/bin/sh'), undefined],
    ['a program', Buffer.from('MZ\x90\0', 'latin1'), undefined],
    ['nothing', Buffer.alloc(0), undefined],
  ])('[D5] tells %s by its first bytes', (_what, head, type) => {
    expect(sniff(head)).toBe(type)
  })

  it('[D1] reads the size of pictures, and turns what a phone held upright', () => {
    expect(imageSize('image/png', makePng(640, 480))).toEqual({ width: 640, height: 480 })
    expect(imageSize('image/jpeg', makeJpeg(640, 480))).toEqual({ width: 640, height: 480 })
    const turned = makeJpeg(640, 480, { turned: true })
    expect(imageSize('image/jpeg', turned)).toEqual({ width: 480, height: 640 })
    const gif = Buffer.from('GIF89a\x05\0\x04\0', 'latin1')
    expect(imageSize('image/gif', gif)).toEqual({ width: 5, height: 4 })
    expect(imageSize('image/jpeg', makeJpeg(640, 480).subarray(0, 8))).toBeUndefined()
    expect(imageSize('image/png', makePng(0, 5))).toBeUndefined()
    expect(imageSize('application/pdf', makePng())).toBeUndefined()
  })

  it('[D9] names files plainly', () => {
    expect(fileName('AbCdEfGhIj', 'image/jpeg')).toBe('picture-AbCdEfGh.jpg')
    expect(fileName('AbCdEfGhIj', 'application/pdf')).toBe('file-AbCdEfGh.pdf')
  })

  it('[D8] makes ids of 256 bits, and lets nothing else near a path', async () => {
    await using fetcher = await makeFetcher(undefined)
    expect(newMediaId()).toMatch(/^[\w-]{43}$/)
    for (const id of ['../../etc/passwd', 'a', `${'a'.repeat(42)}/`, '..'.repeat(20) + 'abc'])
      await expect(fetcher.files.open(id)).rejects.toThrow(TypeError)
    expect(await fetcher.files.open(newMediaId())).toBeUndefined()
  })
})
