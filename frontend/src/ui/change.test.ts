import { describe, expect, test } from 'vitest'
import { compared, partCompared } from '@/testing/fixtures'
import { countChange, daysBefore, inDaysBefore, leavesOutToday, shareChange, usefulChange } from './change'

const WORSE = compared(90, 300, 60, 300)
const BETTER = compared(60, 300, 90, 300)

/** Only the days of it matter. */
const days = (from: string, to: string, previous: string, previousTo: string) => {
  const { current, previous: before } = WORSE
  return {
    ...WORSE,
    current: { ...current, from, to },
    previous: { ...before, from: previous, to: previousTo },
  }
}

test('says whether a change is for the better, not by its direction alone', () => {
  expect(usefulChange(WORSE)).toEqual({ direction: 'down', tone: 'worse', text: 'worse: down 10.0 points' })
  expect(shareChange(WORSE)).toEqual({ direction: 'up', tone: 'worse', text: 'worse: up 10.0 points' })
  expect(shareChange(BETTER)).toMatchObject({ tone: 'better', text: 'better: down 10.0 points' })
  expect(usefulChange(BETTER)).toMatchObject({ tone: 'better', text: 'better: up 10.0 points' })
})

test('does not judge a part that only says what the others leave over', () => {
  expect(shareChange(partCompared(60, 300, 90, 300))).toEqual({
    direction: 'down',
    tone: 'neutral',
    text: 'down 10.0 points',
  })
})

test('calls no clear change what the backend does not call clear, however far apart', () => {
  expect(shareChange({ ...WORSE, clear: false })).toEqual({
    direction: 'none',
    tone: 'neutral',
    text: 'no clear change',
  })
})

test('has nothing to say where nothing is compared', () => {
  expect(shareChange(null)).toBeNull()
  expect(countChange(null)).toBeNull()
  expect(usefulChange(compared(5, 10, 0, 0))).toBeNull()
  expect(countChange(compared(5, 10, 0, 0))).toBeNull()
})

test('takes more feedback for neither good nor bad', () => {
  const change = (now: number, before: number) => countChange(compared(0, now, 0, before))
  expect(change(112, 100)).toEqual({ direction: 'up', tone: 'neutral', text: 'up 12.0%' })
  expect(change(90, 100)).toMatchObject({ direction: 'down', text: 'down 10.0%' })
  expect(change(100, 100)).toMatchObject({ direction: 'none', text: 'as many' })
  // A percentage would be hard to read.
  expect(change(5_000, 12)).toMatchObject({ direction: 'up', text: 'up from 12' })
})

describe('the days that are compared with', () => {
  const TODAY = '2026-11-26'
  test.each([
    ['the 7 days before', '2026-11-19', '2026-11-25', '2026-11-25', '2026-11-12', '2026-11-18'],
    ['the day before', '2026-11-25', '2026-11-25', '2026-11-25', '2026-11-24', '2026-11-24'],
    ['the 29 whole days before', '2026-10-28', TODAY, '2026-11-25', '2026-09-29', '2026-10-27'],
    ['the day before yesterday', '2026-11-25', TODAY, '2026-11-25', '2026-11-24', '2026-11-24'],
    ['the same 6 days a week before', '2026-11-20', TODAY, '2026-11-25', '2026-11-13', '2026-11-18'],
    ['the same 13 days 2 weeks before', '2026-11-13', TODAY, '2026-11-25', '2026-10-30', '2026-11-11'],
  ])('are %s', (name, from, to, currentTo, previous, previousTo) => {
    const comparison = days(from, currentTo, previous, previousTo)
    expect(daysBefore(comparison, { from, to })).toBe(name)
    expect(inDaysBefore(comparison, { from, to })).toBe(name.startsWith('the day') ? name : `in ${name}`)
    expect(leavesOutToday(comparison, { from, to })).toBe(to === TODAY)
  })
})
