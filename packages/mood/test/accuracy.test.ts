import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { readMood } from '../src/index.ts'

// Kotzias et al., "From Group to Individual Labels using Deep Features", 2015: 1,000 sentences each.
interface Labelled {
  text: string
  class?: number
}

function labelled(name: string): Labelled[] {
  const path = createRequire(import.meta.url).resolve(`sentiment/test/fixtures/${name}.json`)
  const all = JSON.parse(readFileSync(path, 'utf8')) as Labelled[]
  return all.filter((sentence) => sentence.class === 0 || sentence.class === 1)
}

function measure(name: string) {
  const moods = labelled(name).map((s) => ({ score: readMood(s.text).score, good: s.class === 1 }))
  const decided = moods.filter(({ score }) => score !== 0)
  const right = decided.filter(({ score, good }) => score > 0 === good)
  return { right: right.length / moods.length, rightOfDecided: right.length / decided.length }
}

it.each([
  ['amazon', 0.65, 0.88],
  ['imdb', 0.66, 0.86],
  ['yelp', 0.62, 0.87],
])('[M9] reads the sign of %s sentences no worse than recorded', (name, right, rightOfDecided) => {
  const measured = measure(name)
  expect(measured.right).toBeGreaterThanOrEqual(right)
  expect(measured.rightOfDecided).toBeGreaterThanOrEqual(rightOfDecided)
})
