import { expect, test } from 'vitest'
import { addDays, daysIn, lastDays } from './days'

test('adds days across months, years and leap days, wherever clocks change', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
  expect(addDays('2026-03-29', 1)).toBe('2026-03-30')
  expect(addDays('2026-10-25', -1)).toBe('2026-10-24')
})

test('counts both ends', () => {
  expect(daysIn({ from: '2026-11-23', to: '2026-11-23' })).toBe(1)
  expect(daysIn(lastDays('2026-11-23', 30))).toBe(30)
  expect(lastDays('2026-11-23', 30)).toEqual({ from: '2026-10-25', to: '2026-11-23' })
})
