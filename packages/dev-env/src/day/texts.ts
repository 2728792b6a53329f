import type { Random } from './random.ts'

const first = [
  'Hi, where is my order?',
  'Can you change my delivery address please',
  'Do you still have the blue one?',
  'I was billed twice this month.',
  'How do I return a jacket?',
  'Is there a table for four tonight',
  'My parcel says delivered but it is not here.',
  'Could somebody call me back?',
  'When do you close today?',
]
const furious = [
  'This is terrible, an awful disaster. I hate it and I am furious!!',
  'Worst service ever. You are useless liars, disgusting fraud!',
]
const more = [
  'And another thing: can it be gift wrapped?',
  'Ok, and when will that be?',
  'Thanks, but the number does not work.',
  'The reference is 4711',
  'Sorry, I meant the other one',
]
const thanks = ['Thank you so much, great!', 'Perfect, thanks', 'ok', 'Great, bye']
const nudges = ['Hello??', 'Is anybody there?', 'This is annoying, I have been waiting for ages.']
const replies = [
  'Hello! I am looking into it right now.',
  'That is arranged, you will have it tomorrow.',
  'Could you give me the reference on the invoice?',
  'We are open until eight today.',
  'I am sorry about that. The amount is on its way back to you.',
]
const notes = [
  'Please have a look, this is yours.',
  'Wants a refund; I promised an answer today.',
  'Asked for you by name.',
]

export const texts = { first, furious, more, thanks, nudges, replies, notes }

export function say(what: keyof typeof texts, random: Random): string {
  return random.pick(texts[what])
}
