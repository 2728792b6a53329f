import * as fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'
import { describe, expect, it } from 'vitest'
import { countSegments } from '../src/index.ts'

describe('segments', () => {
  it.each([
    ['', 'GSM-7', 0, 160],
    ['a'.repeat(160), 'GSM-7', 1, 0],
    ['a'.repeat(161), 'GSM-7', 2, 145],
    ['€'.repeat(80), 'GSM-7', 1, 0],
    ['€'.repeat(81), 'GSM-7', 2, 143],
    ['ç'.repeat(70), 'UCS-2', 1, 0],
    ['ç'.repeat(71), 'UCS-2', 2, 63],
    ['😀'.repeat(35), 'UCS-2', 1, 0],
    ['😀'.repeat(36), 'UCS-2', 2, 61],
  ])('[P3] counts %j', (text, encoding, segments, left) => {
    expect(countSegments(text)).toMatchObject({ encoding, segments, left })
  })

  it('[P3] names the first character that forces UCS-2', () => {
    expect(countSegments('It’s “fine”').forcedBy).toBe('’')
    expect(countSegments("It's fine").forcedBy).toBeUndefined()
  })

  it('[P3] agrees with the calculator Twilio publishes', () => {
    const letters = fc.constantFrom(...Array.from('aZ 09@£\n€{}[]~\\|^çé’“😀漢'))
    const texts = fc.array(letters, { maxLength: 400 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, (text) => {
        const theirs = new SegmentedMessage(text)
        const { encoding, segments } = countSegments(text)
        expect(encoding).toBe(theirs.encodingName)
        // It counts an empty text as one segment.
        expect(Math.max(1, segments)).toBe(Math.max(1, theirs.segmentsCount))
      }),
    )
  })
})
