import { expect, test } from 'vitest'
import { lastDays } from '@/api/days'
import { fullDay, periodLabel, periodPhrase, shortDay, weekday } from './days'

test('writes a day as it is named, far from the reader’s own zone', () => {
  expect(shortDay('2026-11-23')).toBe('23 Nov')
  expect(fullDay('2026-11-23')).toBe('23 Nov 2026')
  expect(weekday('2026-11-23')).toBe('Mon, 23 Nov 2026')
})

test('says a year once, and both where they differ', () => {
  expect(periodLabel({ from: '2026-10-25', to: '2026-11-23' })).toBe('25 Oct – 23 Nov 2026')
  expect(periodLabel({ from: '2025-12-30', to: '2026-01-02' })).toBe('30 Dec 2025 – 2 Jan 2026')
  expect(periodLabel({ from: '2026-11-23', to: '2026-11-23' })).toBe('23 Nov 2026')
})

test('speaks of the last days only where the period ends today', () => {
  expect(periodPhrase(lastDays('2026-11-23', 7), '2026-11-23')).toBe('the last 7 days')
  expect(periodPhrase(lastDays('2026-11-23', 1), '2026-11-23')).toBe('today')
  expect(periodPhrase(lastDays('2026-11-22', 7), '2026-11-23')).toBe('16 Nov – 22 Nov 2026')
})
