import { join } from 'node:path'
import { LINE } from '@switchboard/dev-env'
import { LevelStore } from '@switchboard/history'

const DAY_MS = 24 * 3600_000

/** One text of a customer, as it came so many days ago. */
export interface PastText {
  daysAgo: number
  body: string
}

/** Noon of a day that is so long gone, by this machine's clock. */
export function noonOf(daysAgo: number): Date {
  const noon = new Date()
  noon.setHours(12, 0, 0, 0)
  return new Date(noon.getTime() - daysAgo * DAY_MS)
}

/** Gives a folder, on which nothing runs, a history that was made over days. Texts come oldest first. */
export async function makePast(
  dataDir: string,
  number: string,
  texts: readonly PastText[],
): Promise<void> {
  let at = 0
  const store = new LevelStore({ location: join(dataDir, 'history'), now: () => at })
  await store.open()
  for (const [index, { daysAgo, body }] of texts.entries()) {
    // A minute each keeps those of one day in their order.
    at = noonOf(daysAgo).getTime() + index * 60_000
    await store.transact(async (transaction) => {
      const entry = await transaction.append(number, {
        kind: 'message',
        direction: 'inbound',
        body,
        line: LINE,
        sid: `SM${String(index).padStart(32, '0')}`,
        status: 'received',
        media: [],
      })
      const conversation = await transaction.conversation(number)
      if (!conversation) throw new Error(`${number} has an entry and no summary`)
      await transaction.putConversation({
        ...conversation,
        waitingSince: conversation.waitingSince ?? entry.at,
        line: LINE,
        lines: [LINE],
        moods: [...conversation.moods, 0].slice(-12),
      })
    })
  }
  await store.close()
}
