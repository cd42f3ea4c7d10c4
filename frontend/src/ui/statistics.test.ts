import { describe, expect, test } from 'vitest'
import { wilson } from './statistics'

describe('Wilson’s interval', () => {
  test('agrees with published values', () => {
    // Newcombe 1998, table I.
    expect(wilson({ part: 81, whole: 263 })?.lower).toBeCloseTo(0.2553, 4)
    expect(wilson({ part: 81, whole: 263 })?.upper).toBeCloseTo(0.3662, 4)
    expect(wilson({ part: 15, whole: 148 })?.lower).toBeCloseTo(0.0624, 4)
    expect(wilson({ part: 15, whole: 148 })?.upper).toBeCloseTo(0.1605, 4)
    expect(wilson({ part: 0, whole: 20 })).toEqual({ lower: 0, upper: expect.closeTo(0.1611, 4) as number })
    expect(wilson({ part: 1, whole: 29 })?.lower).toBeCloseTo(0.0061, 4)
    expect(wilson({ part: 1, whole: 29 })?.upper).toBeCloseTo(0.1718, 4)
  })

  test('of all is open below only, and mirrors that of none', () => {
    expect(wilson({ part: 20, whole: 20 })).toEqual({ lower: expect.closeTo(0.8389, 4) as number, upper: 1 })
  })

  test('of nothing is unknown', () => {
    expect(wilson({ part: 0, whole: 0 })).toBeNull()
  })

  test('narrows as feedback grows, around the share', () => {
    const few = wilson({ part: 7, whole: 10 })
    const many = wilson({ part: 700, whole: 1000 })
    expect(few && many && many.upper - many.lower < few.upper - few.lower).toBe(true)
    expect(many && many.lower < 0.7 && many.upper > 0.7).toBe(true)
  })
})
