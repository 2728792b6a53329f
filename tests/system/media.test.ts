import {
  ConsoleClient,
  customers,
  eventually,
  PASSWORD,
  people,
  TestNetwork,
} from '@switchboard/dev-env'
import type { Media, TimelineMessage } from '@switchboard/protocol'
import { describe, expect, it } from 'vitest'
import { makePicture, toDataUrl } from '../support/make-picture.ts'

const { ann } = customers
const cat = makePicture(40, 30, [250, 200, 80], [90, 60, 160])
const dog = makePicture(30, 40, [80, 200, 250], [20, 60, 60])

function messageAt(console: ConsoleClient, position: number): TimelineMessage | undefined {
  const entry = console.liveEntries(ann).find((one) => one.position === position)
  return entry?.kind === 'message' ? entry : undefined
}

async function upload(base: string, cookie: string, picture: Buffer): Promise<Media> {
  const headers = { cookie, origin: base, 'content-type': 'image/png' }
  const response = await fetch(`${base}/media`, {
    method: 'POST',
    headers,
    body: new Uint8Array(picture),
  })
  expect(response.status).toBe(201)
  return ((await response.json()) as { media: Media }).media
}

async function bytesOf(url: string, cookie = ''): Promise<Buffer> {
  const response = await fetch(url, { headers: { cookie } })
  expect(response.status).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}

describe('pictures', () => {
  it('[D1] [D12] travel both ways: from the phone into the console, and back', async () => {
    await using network = await TestNetwork.create()
    await using ada = await network.admin()
    ada.watch({ thread: ann })
    await network.carrier.text(ann, 'This is he', { mediaUrls: [toDataUrl(cat)] })
    const [received] = await eventually('the picture is here', () => {
      const media = messageAt(ada, 1)?.media
      return media?.[0]?.size === undefined ? undefined : media
    })
    expect(received).toMatchObject({ contentType: 'image/png', width: 40, height: 30 })
    expect(await bytesOf(`${network.base}/media/${received?.id}`, ada.cookie)).toEqual(cat)

    const media = await upload(network.base, ada.cookie, dog)
    await ada.request('reply', {
      number: ann,
      body: '',
      media: [media.id],
      clientMessageId: 'one',
      lastSeen: 1,
    })
    const text = await eventually('the picture is on the phone', async () =>
      (await network.carrier.texts(ann)).find(
        ({ direction, pictures }) => direction === 'outbound' && pictures.length > 0,
      ),
    )
    expect(text).toMatchObject({ body: '' })
    const [onPhone] = text.pictures
    expect(await bytesOf(new URL(onPhone?.url ?? '', network.base).href)).toEqual(dog)
  })

  it('[D14] go through a lone gateway, up and down', async () => {
    await using network = await TestNetwork.create()
    await using ada = await network.admin()
    expect(ada.agent.name).toBe(people.ada)
    const base = network.gateways[0]?.base ?? ''
    await using alone = await ConsoleClient.signIn(base, people.ada, PASSWORD)
    const media = await upload(base, alone.cookie, dog)
    expect(await bytesOf(`${base}/media/${media.id}`, alone.cookie)).toEqual(dog)
    const answer = await fetch(`${base}/media/${media.id}`, { headers: { cookie: alone.cookie } })
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-security-policy': "sandbox; default-src 'none'",
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
    })
    expect((await fetch(`${base}/media/${media.id}`)).status).toBe(401)
    expect((await fetch(`${base}/media/..%2f..%2fapi%2fv1`)).status).toBe(401)
    const headers = { cookie: alone.cookie, origin: 'https://evil.example' }
    const foreign = await fetch(`${base}/media`, {
      method: 'POST',
      headers,
      body: new Uint8Array(dog),
    })
    expect(foreign.status).toBe(403)
    const large = { cookie: alone.cookie, origin: base }
    const body = new Uint8Array(Buffer.concat([dog, Buffer.alloc(5 * 1024 * 1024)]))
    const refused = await fetch(`${base}/media`, { method: 'POST', headers: large, body })
    expect(refused.status).toBe(413)
  })
})
