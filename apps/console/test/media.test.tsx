import { SwitchboardError, type Media, type TimelineEntry } from '@switchboard/protocol'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { ConsoleContext } from '../src/console-context.ts'
import { Desk } from '../src/desk.tsx'
import { AttachmentStore } from '../src/media/attachments.ts'
import { refusedFile } from '../src/media/limits.ts'
import { picturesText } from '../src/composer/meter-text.ts'
import { CUSTOMER, makeConversation, makeMessage } from './factories.ts'
import { MemoryStorage, openConsole, settle } from './fake-wire.ts'
import { giveSizes } from './layout.ts'

const MB = 1024 * 1024

function makeFile({ name = 'cat.jpg', type = 'image/jpeg', size = 10 } = {}): File {
  return new File([new Uint8Array(size)], name, { type })
}

function makeMedia(facts: Partial<Media> = {}): Media {
  return { id: 'm1', contentType: 'image/jpeg', size: 1000, ...facts }
}

/** A server that takes uploads when the test says so. */
function makeUploads() {
  const asked: { answer: (media: Media) => void; refuse: (error: Error) => void }[] = []
  const upload = () =>
    new Promise<Media>((resolve, reject) => asked.push({ answer: resolve, refuse: reject }))
  return { asked, upload }
}

async function openDesk(entries: TimelineEntry[] = [makeMessage()]) {
  const uploads = makeUploads()
  const opened = openConsole(new MemoryStorage(), uploads.upload)
  const { console, wire } = opened
  const conversation = makeConversation({ lastEntry: entries.at(-1) ?? null })
  history.replaceState(null, '', `/c/${encodeURIComponent(conversation.number)}`)
  render(
    <ConsoleContext value={console}>
      <Desk />
    </ConsoleContext>,
  )
  await act(async () => {
    wire.welcome()
    wire.last('conversations').answer({ conversations: [conversation], next: null, asOf: 100 })
    wire.last('entries').answer({ entries, conversation, next: null, asOf: 100 })
    await settle()
  })
  return { ...opened, uploads }
}

const sendButton = (): HTMLButtonElement => screen.getByRole('button', { name: 'Send' })

/** Pastes a picture, and what its source lays beside it; false where that was taken in place of the rest. */
function paste(kinds: Record<string, string>): boolean {
  const clipboardData = {
    files: [makeFile({ name: 'one.jpg' })],
    types: [...Object.keys(kinds), 'Files'],
    getData: (kind: string) => kinds[kind] ?? '',
  }
  return fireEvent.paste(screen.getByRole('textbox', { name: 'Reply' }), { clipboardData })
}

async function choose(...files: File[]): Promise<void> {
  await act(async () => {
    fireEvent.change(screen.getByLabelText('Pictures'), { target: { files } })
    await settle()
  })
}

const shown = () => screen.queryByRole('img', { name: /^Picture (from|to)/ })
const drafted = () => screen.getByRole('img', { name: 'Picture' })
const loadAgain = () =>
  screen.queryByRole('button', { name: 'The picture could not be loaded. Try again' })
/** One that is on its way to the browser once more. */
const coming = () => document.querySelector('img[hidden]')
const notLoaded = () => screen.queryByText('The picture could not be loaded.')
const alerts = () =>
  screen
    .getAllByRole('alert')
    .map(({ textContent }) => textContent)
    .join()

describe('pictures', () => {
  beforeAll(giveSizes)
  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
    history.replaceState(null, '', '/')
  })

  it('[D15] shows a picture in place, a file to be saved, and what is on its way', async () => {
    await openDesk([
      makeMessage({ position: 1, body: '', media: [makeMedia()] }),
      makeMessage({
        position: 2,
        media: [makeMedia({ id: 'm2', contentType: 'application/pdf' })],
      }),
      makeMessage({
        position: 3,
        media: [{ id: 'm3', contentType: 'image/png', state: 'waiting' }],
      }),
    ])
    const picture = screen.getByRole('img', { name: /^Picture from \+1 415 555 0142, / })
    expect(picture.getAttribute('src')).toBe('/media/m1')
    const file = screen.getByRole('link', { name: /PDF document/ })
    expect(file.getAttribute('href')).toBe('/media/m2')
    expect(file.hasAttribute('download')).toBe(true)
    expect(screen.getByText('Picture on its way…')).toBeTruthy()
  })

  it('[D15] only saves a picture that would take a browser’s memory', async () => {
    await openDesk([
      makeMessage({
        body: '',
        media: [
          makeMedia({ id: 'm1', contentType: 'image/png', width: 20_000, height: 20_000 }),
          makeMedia({ id: 'm2', width: 8_064, height: 6_048 }),
        ],
      }),
    ])
    const [picture, ...others] = screen.getAllByRole('img', { name: /^Picture from/ })
    expect(picture?.getAttribute('src')).toBe('/media/m2')
    expect(others).toEqual([])
    const file = screen.getByRole('link', { name: /too large to show: 20,000 × 20,000 pixels/ })
    expect(file.getAttribute('href')).toBe('/media/m1')
    expect(file.hasAttribute('download')).toBe(true)
  })

  it('[D15] says why a picture is not here, and asks for it again', async () => {
    const media: Media = {
      id: 'm1',
      contentType: 'image/jpeg',
      state: 'failed',
      problem: 'unreachable',
    }
    const { wire } = await openDesk([makeMessage({ media: [media] })])
    expect(screen.getByText(/The carrier could not be reached/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(wire.last('retry-media').args).toEqual({ id: 'm1' })
  })

  it('[D15] asks for nothing again that could never be kept', async () => {
    const media: Media = {
      id: 'm1',
      contentType: 'text/html',
      state: 'failed',
      problem: 'unsupported',
    }
    await openDesk([makeMessage({ media: [media] })])
    expect(screen.getByText(/Files of this kind are not kept here/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
  })

  it.each(['inbound', 'outbound'] as const)(
    '[D19] loads a picture anew that did not come: %s',
    async (direction) => {
      const message = makeMessage({ direction, media: [makeMedia()] })
      const { wire, console } = await openDesk([message])
      fireEvent.error(shown()!)
      expect(notLoaded()).toBeTruthy()
      vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response())
      const again = screen.getByRole('button', { name: 'Try again' })
      again.focus()
      await act(async () => {
        fireEvent.click(again)
        await settle()
      })
      fireEvent.error(coming()!)
      expect(notLoaded()).toBeTruthy()
      expect(document.activeElement).toBe(again)
      expect(wire.count('retry-media')).toBe(0)

      act(() => wire.cut())
      act(() => wire.welcome({ resumed: true }))
      expect(console.state.get().link).toBe('live')
      fireEvent.load(coming()!)
      expect(shown()).toBeTruthy()
      expect(document.activeElement?.contains(shown())).toBe(true)
    },
  )

  it('[D19] asks the carrier where the switchboard itself has lost a picture', async () => {
    const { wire } = await openDesk([makeMessage({ media: [makeMedia()] })])
    fireEvent.error(screen.getByRole('img', { name: /^Picture from/ }))
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(null, { status: 404 }))
    await act(async () => {
      fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
      await settle()
    })
    expect(wire.last('retry-media').args).toEqual({ id: 'm1' })
  })

  it('[D19] loads a draft’s picture anew where only the way to it failed', async () => {
    const { wire, console } = await openDesk()
    act(() => console.attachments.giveBack(CUSTOMER, [makeMedia()]))
    async function fail(answer: () => Promise<Response>): Promise<void> {
      vi.spyOn(globalThis, 'fetch').mockImplementation(answer)
      await act(async () => {
        fireEvent.error(drafted())
        await settle()
      })
    }
    const broken = () => fail(() => Promise.reject(new TypeError('No network.')))
    const first = drafted()
    await broken()
    loadAgain()!.focus()
    await act(async () => {
      fireEvent.click(loadAgain()!)
      await settle()
    })
    expect(drafted()).not.toBe(first)
    expect(loadAgain()).toBeNull()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove picture 1' }))

    await broken()
    const second = drafted()
    act(() => wire.cut())
    act(() => wire.welcome({ resumed: true }))
    expect(drafted()).not.toBe(second)

    await fail(() => Promise.resolve(new Response(null, { status: 404 })))
    expect(loadAgain()).toBeNull()
    expect(
      screen.getByRole('button', {
        name: 'Remove picture 1. Not here any more: please remove it',
      }),
    ).toBeTruthy()
  })

  it('[D16] opens a picture, steps among those of the thread, and says where it is', async () => {
    await openDesk([
      makeMessage({ position: 1, body: '', media: [makeMedia()] }),
      makeMessage({ position: 2, body: '', media: [makeMedia({ id: 'm2' })] }),
    ])
    const [first] = screen.getAllByRole('img', { name: /^Picture from/ })
    fireEvent.click(first!)
    const dialog = screen.getByRole('dialog', { name: /^Picture from/ })
    expect(within(dialog).getByText(/1 of 2/)).toBeTruthy()
    fireEvent.keyDown(dialog, { key: 'ArrowRight' })
    expect(within(dialog).getByText(/2 of 2/)).toBeTruthy()
    expect(within(dialog).getByRole('img').getAttribute('src')).toBe('/media/m2')
    fireEvent.keyDown(dialog, { key: 'ArrowRight' })
    expect(within(dialog).getByText(/2 of 2/)).toBeTruthy()
  })

  it('[D19] says so of a picture that does not come where it is opened, and of none beside it', async () => {
    await openDesk([
      makeMessage({ position: 1, body: '', media: [makeMedia()] }),
      makeMessage({ position: 2, body: '', media: [makeMedia({ id: 'm2' })] }),
    ])
    fireEvent.click(screen.getAllByRole('img', { name: /^Picture from/ })[0]!)
    const dialog = within(screen.getByRole('dialog', { name: /^Picture from/ }))
    fireEvent.error(dialog.getByRole('img'))
    expect(dialog.getByRole('status').textContent).toContain('not')
    const again = dialog.getByRole('button', { name: 'Try again' })
    act(() => again.focus())
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(null))
    await act(async () => {
      fireEvent.click(again)
      await settle()
    })
    fireEvent.load(screen.getByRole('dialog').querySelector('img[hidden]')!)
    expect(document.activeElement).toBe(dialog.getByRole('button', { name: 'Close' }))
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'ArrowRight' })
    expect(dialog.getByRole('img').getAttribute('src')).toBe('/media/m2')
  })

  it('[D17] sends pictures without a text once they are uploaded, and under one id', async () => {
    const { wire, uploads } = await openDesk()
    await choose(makeFile(), makeFile({ name: 'dog.png', type: 'image/png' }))
    expect(
      within(screen.getByRole('list', { name: 'Pictures to send' })).getAllByRole('listitem'),
    ).toHaveLength(2)
    expect(sendButton().disabled).toBe(true)
    await act(async () => {
      uploads.asked[0]?.answer(makeMedia())
      uploads.asked[1]?.answer(makeMedia({ id: 'm2', contentType: 'image/png' }))
      await settle()
    })
    fireEvent.click(sendButton())
    const first = wire.last('reply')
    expect(first.args).toMatchObject({ body: '', media: ['m1', 'm2'] })
    expect(screen.queryByRole('list', { name: 'Pictures to send' })).toBeNull()
    await act(async () => {
      first.refuse(new SwitchboardError('UNAVAILABLE', 'Not now.'))
      await settle()
    })
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)))
    expect(wire.last('reply').args).toEqual(first.args)
  })

  it('[D17] gives the pictures back with the text when a reply is refused', async () => {
    const { wire, uploads, console } = await openDesk()
    await choose(makeFile())
    await act(async () => {
      uploads.asked[0]?.answer(makeMedia())
      await settle()
    })
    act(() => console.drafts.set(CUSTOMER, 'Look'))
    fireEvent.click(sendButton())
    await act(async () => {
      wire.last('reply').refuse(new SwitchboardError('NOT_ANSWERABLE', 'No.'))
      await settle()
    })
    expect(console.drafts.get(CUSTOMER)).toBe('Look')
    expect(console.attachments.get(CUSTOMER)).toMatchObject([
      { state: 'ready', media: { id: 'm1' } },
    ])
  })

  it('[D17] lets a failed upload be tried again or left out', async () => {
    const { uploads } = await openDesk()
    await choose(makeFile())
    await act(async () => {
      uploads.asked[0]?.refuse(new SwitchboardError('UNAVAILABLE', 'The server is away.'))
      await settle()
    })
    const again = screen.getByRole('button', { name: /^Upload cat.jpg again. The server is away./ })
    await act(async () => {
      fireEvent.click(again)
      await settle()
    })
    expect(uploads.asked).toHaveLength(2)
    fireEvent.click(screen.getByRole('button', { name: 'Remove picture 1' }))
    expect(screen.queryByRole('list', { name: 'Pictures to send' })).toBeNull()
  })

  it('[D18] says what the switchboard found wrong with a file, not what the browser cannot draw', async () => {
    const { uploads } = await openDesk()
    await choose(makeFile({ name: 'list.png', type: 'image/png' }))
    const said = 'Only JPEG, PNG and GIF pictures can be sent.'
    await act(async () => {
      uploads.asked[0]?.refuse(new SwitchboardError('UNSUPPORTED_TYPE', said))
      await settle()
    })
    fireEvent.error(await screen.findByRole('img', { name: 'list.png' }))
    expect(screen.getByText(`list.png: ${said}`).closest('[role=alert]')).toBeTruthy()
    // Another try would say the same.
    expect(screen.queryByRole('button', { name: /^Upload/ })).toBeNull()
    expect(screen.getByRole('button', { name: 'Remove picture 1' })).toBeTruthy()
  })

  it('[D18] names each of several that are not taken', async () => {
    const { uploads } = await openDesk()
    const wrong = (name: string) => makeFile({ name, type: 'text/plain' })
    await choose(wrong('a.txt'), makeFile(), makeFile({ name: 'none.jpg', size: 0 }))
    expect(alerts()).toMatch(/a\.txt” is not .* “none\.jpg” is not attached: the file is empty/)
    expect(uploads.asked).toHaveLength(1)
    await choose(...['b.txt', 'c.txt', 'd.txt', 'e.txt'].map(wrong))
    expect(alerts()).toMatch(/b\.txt” .* “c\.txt” .* Nor are 2 more files\./)
  })

  it('[D17] takes pictures that are pasted or dropped', async () => {
    const { uploads } = await openDesk()
    await act(async () => {
      paste({})
      const dataTransfer = {
        files: [makeFile({ name: 'two.gif', type: 'image/gif' })],
        types: ['Files'],
      }
      fireEvent.drop(document.body, { dataTransfer })
      await settle()
    })
    expect(uploads.asked).toHaveLength(2)
  })

  it.each([
    ['cells of a spreadsheet', { 'text/plain': 'A\tB', 'text/html': '<table>' }, 0],
    ['words of a text processor', { 'text/plain': 'Dear Ann', 'text/rtf': '{\\rtf1 Dear}' }, 0],
    ['a picture of a page', { 'text/html': '<img src="a.png">' }, 1],
    ['a file by its name', { 'text/plain': 'one.jpg', 'text/html': '<a>one.jpg</a>' }, 1],
    ['a file by its path', { 'text/plain': 'file:///home/a/one.jpg', 'text/html': '<a>' }, 1],
    ['a picture with words to it', { 'text/plain': 'A drawing' }, 1],
  ])('[D17] takes of %s what was meant', async (_, kinds, pictures) => {
    const { uploads } = await openDesk()
    await act(async () => {
      // Not prevented, the browser pastes the text itself.
      expect(paste(kinds)).toBe(pictures === 0)
      await settle()
    })
    expect(uploads.asked).toHaveLength(pictures)
  })

  it('[D18] says in words what cannot be attached', async () => {
    const { uploads } = await openDesk()
    await choose(makeFile({ name: 'page.svg', type: 'image/svg+xml' }))
    expect(screen.getByRole('alert').textContent).toMatch(/page.svg” .* only JPEG, PNG and GIF/)
    expect(uploads.asked).toHaveLength(0)
    const file = { name: 'big.jpg', type: 'image/jpeg' }
    expect(refusedFile({ ...file, size: 5 * MB }, [])).toBeNull()
    expect(refusedFile({ ...file, size: 3 * MB }, [{ bytes: 3 * MB }])).toMatch(/6.0 MB/)
    expect(
      refusedFile(
        { ...file, size: 1 },
        Array.from({ length: 10 }, () => ({ bytes: 1 })),
      ),
    ).toMatch(/at most 10 pictures/)
    const chosen = [{ bytes: 1.5 * MB, state: 'ready' as const }]
    expect(picturesText(chosen)).toBe('Picture message · 1 picture · 1.5 MB of 5 MB')
  })

  it('[D17] keeps uploaded pictures beside the draft over a reload', async () => {
    const storage = new MemoryStorage()
    const { asked, upload } = makeUploads()
    const before = new AttachmentStore({ agent: 'ada', storage, upload })
    expect(before.add(CUSTOMER, [makeFile()])).toBeNull()
    asked[0]?.answer(makeMedia())
    await settle()
    const after = new AttachmentStore({ agent: 'ada', storage, upload })
    expect(after.get(CUSTOMER)).toMatchObject([{ state: 'ready', media: { id: 'm1' } }])
    expect(after.take(CUSTOMER)).toEqual([makeMedia()])
    expect(new AttachmentStore({ agent: 'ada', storage, upload }).get(CUSTOMER)).toEqual([])
  })
})
