import { BrowserSocket, MAX_UNKNOWN } from './browser-socket.ts'
import { until } from './open-loop.ts'
import { customer } from './webhooks.ts'

export interface IdleBrowsers {
  base: string
  cookies: string[]
  count: number
  /** How long they stay after the last is welcome. */
  stayMs: number
}

/** Browsers that are there and do nothing; says `welcome` when all are. */
export async function runIdleBrowsers(
  { base, cookies, count, stayMs }: IdleBrowsers,
  progress: (text: string) => void,
): Promise<{ closed: number }> {
  let welcomes = 0
  const browsers: BrowserSocket[] = []
  for (let index = 0; index < count; index += 1) {
    await until(() => welcomes > index - MAX_UNKNOWN, 60_000, 'the browsers before are welcome')
    browsers.push(
      await BrowserSocket.open({
        base,
        cookie: cookies[index % cookies.length] ?? '',
        watch: {
          thread: customer(index),
          inbox: { view: 'all', status: 'open', floor: null },
        },
        onFrame: (payload) => {
          if (payload[9] === 0x77) welcomes += 1
        },
      }),
    )
  }
  await until(() => welcomes >= count, 60_000, 'all browsers are welcome')
  progress('welcome')
  await new Promise((resolve) => setTimeout(resolve, stayMs))
  for (const browser of browsers) browser.close()
  return { closed: browsers.filter((browser) => browser.isClosed).length }
}
