import { describe, expect, test } from 'vitest'
import { compare, wilson } from './statistics'

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

describe('two shares beside each other', () => {
  test('differ clearly where chance is no explanation', () => {
    expect(compare({ part: 210, whole: 300 }, { part: 240, whole: 300 })).toEqual({
      difference: expect.closeTo(-0.1) as number,
      clear: true,
    })
  })

  test('do not where the same difference comes from few', () => {
    expect(compare({ part: 7, whole: 10 }, { part: 8, whole: 10 })?.clear).toBe(false)
  })

  test('do not where they are the same', () => {
    expect(compare({ part: 500, whole: 1000 }, { part: 500, whole: 1000 })).toEqual({ difference: 0, clear: false })
  })

  test('agree with the published interval at its edge', () => {
    // Newcombe's example: 56/70 against 48/80 is 0.0524 to 0.3339, so clear; 9/10 against 3/10 is 0.1705 to 0.8090.
    expect(compare({ part: 56, whole: 70 }, { part: 48, whole: 80 })?.clear).toBe(true)
    expect(compare({ part: 9, whole: 10 }, { part: 3, whole: 10 })?.clear).toBe(true)
    // 5/56 against 0/29: -0.0381 to 0.1926.
    expect(compare({ part: 5, whole: 56 }, { part: 0, whole: 29 })?.clear).toBe(false)
  })

  test('can’t be compared where one has no feedback', () => {
    expect(compare({ part: 1, whole: 2 }, { part: 0, whole: 0 })).toBeNull()
    expect(compare({ part: 0, whole: 0 }, { part: 1, whole: 2 })).toBeNull()
  })
})
