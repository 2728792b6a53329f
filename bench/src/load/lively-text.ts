import { LINE } from '@switchboard/dev-env'
import type { Transaction } from '@switchboard/history'

/** What customers and agents write by turns: short and long, glad and cross, with a link and with emoji. */
const said = [
  'Hi, is my parcel on its way? It should have come on Monday.',
  'Good morning! It left the warehouse today: https://example.com/track/4711',
  'That is awful, I waited at home all day and nobody came. I am really angry now.',
  'I am sorry to hear that. I have asked the driver to come first thing tomorrow, and I will write again as soon as they are on their way.',
  'ok 👍',
  'Thank you for your patience!',
  'It came this morning, wonderful. Thank you so much, you were a great help and the flowers are lovely!',
  'Glad to hear it 😊 Is there anything else?',
] as const

/** How the newest text of a lively history of so many entries can be told from any other. */
export const markOf = (number: string, index: number): string => `(${number.slice(-4)}/${index})`

/** One more text of a conversation that was read and answered. */
export async function addLivelyText(
  transaction: Transaction,
  number: string,
  index: number,
): Promise<void> {
  const isReply = index % 2 === 1
  const entry = await transaction.append(number, {
    kind: 'message',
    direction: isReply ? 'outbound' : 'inbound',
    body: `${said[index % said.length]} ${markOf(number, index)}`,
    line: LINE,
    sid: `SM${number.slice(1)}x${index.toString(16).padStart(19, '0')}`,
    status: isReply ? 'delivered' : 'received',
    media: [],
  })
  const conversation = await transaction.conversation(number)
  if (!conversation) throw new Error(`${number} has an entry and no summary`)
  await transaction.putConversation({
    ...conversation,
    unread: 0,
    readPosition: entry.position,
    waitingSince: isReply ? null : entry.at,
    line: LINE,
    lines: [LINE],
    moods: isReply ? conversation.moods : [...conversation.moods, (index % 9) - 4].slice(-12),
  })
}
