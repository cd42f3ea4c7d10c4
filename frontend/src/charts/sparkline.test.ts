import { expect, test } from 'vitest'
import { pathThrough, sparkPoints } from './sparkline'

test('spreads the days over the width, the highest value at the top', () => {
  expect(pathThrough(sparkPoints([0, 4, 2], 100, 20))).toBe('M0.0 20.0L50.0 0.0L100.0 10.0')
})

test('puts a day of its own into the middle', () => {
  expect(sparkPoints([3], 100, 20)).toEqual([{ x: 50, y: 0 }])
})

test('lies at the foot where nothing happened', () => {
  expect(sparkPoints([0, 0], 100, 20).map(({ y }) => y)).toEqual([20, 20])
})
