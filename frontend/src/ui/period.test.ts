import { expect, test } from 'vitest'
import { periodOf, presetOf, searchOfPreset } from './period'

const TODAY = '2026-11-23'
const LAST_30 = { from: '2026-10-25', to: TODAY }

test('no days mean the last 30, or all time', () => {
  expect(periodOf({}, TODAY, 'the last 30 days')).toEqual(LAST_30)
  expect(periodOf({}, TODAY, 'all time')).toBeNull()
  expect(periodOf({ from: '2026-01-01', to: '2026-01-31' }, TODAY, 'all time')).toEqual({
    from: '2026-01-01',
    to: '2026-01-31',
  })
})

test('knows a preset by its days', () => {
  expect(presetOf({}, TODAY, 'the last 30 days')).toBe('30')
  expect(presetOf({}, TODAY, 'all time')).toBe('all')
  expect(presetOf(LAST_30, TODAY, 'all time')).toBe('30')
  expect(presetOf({ from: '2026-11-17', to: TODAY }, TODAY, 'the last 30 days')).toBe('7')
  expect(presetOf({ from: '2026-11-16', to: '2026-11-22' }, TODAY, 'the last 30 days')).toBeNull()
})

test('leaves a page’s default out of the URL, so that a bookmark moves on with the days', () => {
  expect(searchOfPreset('30', TODAY, 'the last 30 days')).toEqual({ from: undefined, to: undefined })
  expect(searchOfPreset('all', TODAY, 'all time')).toEqual({ from: undefined, to: undefined })
  expect(searchOfPreset('30', TODAY, 'all time')).toEqual(LAST_30)
  expect(searchOfPreset('90', TODAY, 'the last 30 days')).toEqual({ from: '2026-08-26', to: TODAY })
})
