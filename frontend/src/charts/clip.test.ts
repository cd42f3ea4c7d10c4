import { expect, test } from 'vitest'
import { clipped } from './clip'

test('an interval within the axis stays whole', () => {
  expect(clipped({ lower: 0.6, upper: 0.8 }, [0.5, 0.9])).toEqual({ lower: 0.6, upper: 0.8 })
})

test('an interval ends where the axis does', () => {
  expect(clipped({ lower: 0.2, upper: 1 }, [0.5, 0.9])).toEqual({ lower: 0.5, upper: 0.9 })
  expect(clipped({ lower: 0.1, upper: 0.3 }, [0.5, 0.9])).toEqual({ lower: 0.5, upper: 0.5 })
})
