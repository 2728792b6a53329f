import { describe, expect, it } from 'vitest'
import { nameProblem } from '../src/ui/name-problem.ts'

describe('a name that is typed', () => {
  it('[W15] says under its field that it cannot be seen, or turns the direction of writing', () => {
    expect(nameProblem('\u200b')).toMatch(/can be seen/)
    expect(nameProblem('\u202eneves')).toMatch(/direction of writing/)
    expect(nameProblem('李')).toBeNull()
  })
})
