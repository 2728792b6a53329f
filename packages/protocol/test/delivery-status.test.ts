import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  advanceStatus,
  isDeliveryStatus,
  isFailure,
  isFinal,
  type DeliveryStatus,
} from '../src/index.ts'

const words: DeliveryStatus[] = [
  'pending',
  'unknown',
  'accepted',
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'canceled',
  'read',
]
const anyWord = fc.constantFrom(...words)

describe('delivery status', () => {
  it.each<[DeliveryStatus, DeliveryStatus, DeliveryStatus]>([
    ['pending', 'queued', 'queued'],
    ['unknown', 'queued', 'queued'],
    ['pending', 'unknown', 'unknown'],
    ['queued', 'unknown', 'queued'],
    ['sent', 'queued', 'sent'],
    ['delivered', 'failed', 'delivered'],
    ['failed', 'delivered', 'failed'],
    ['delivered', 'read', 'read'],
    ['sent', 'read', 'read'],
    ['failed', 'read', 'failed'],
    ['read', 'delivered', 'read'],
  ])('[P2] %s, then %s: %s', (current, next, result) => {
    expect(advanceStatus(current, next)).toBe(result)
  })

  it('[P2] ends the same whatever is repeated, and never leaves a final status but for read', () => {
    fc.assert(
      fc.property(anyWord, fc.array(anyWord), (first, rest) => {
        let status = first
        for (const word of rest) {
          const next = advanceStatus(status, word)
          const mayFollow = isFailure(status) ? [status] : [status, 'read']
          expect(!isFinal(status) || mayFollow.includes(next)).toBe(true)
          expect(advanceStatus(next, word)).toBe(next)
          status = next
        }
      }),
    )
  })

  it('[P2] does not take properties of objects for words', () => {
    expect(['constructor', 'toString', '__proto__', ''].filter(isDeliveryStatus)).toEqual([])
  })
})
