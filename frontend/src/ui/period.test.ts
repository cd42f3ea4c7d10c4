import { expect, test } from 'vitest'
import { periodOf, presetOf, searchOfPreset } from './period'

const TODAY = '2026-11-23'
const JANUARY = { from: '2026-01-01', to: '2026-01-31' }

test('no days mean the last 30, or all time', () => {
  expect(periodOf({}, TODAY, 'the last 30 days')).toEqual({ from: '2026-10-25', to: TODAY })
  expect(periodOf({}, TODAY, 'all time')).toBeNull()
  expect(periodOf(JANUARY, TODAY, 'all time')).toEqual(JANUARY)
})

test('a preset moves on with the days', () => {
  expect(periodOf({ period: '7d' }, TODAY, 'all time')).toEqual({ from: '2026-11-17', to: TODAY })
  expect(periodOf({ period: '7d' }, '2026-11-24', 'all time')).toEqual({ from: '2026-11-18', to: '2026-11-24' })
})

test('tells a preset from days that are the same only today', () => {
  expect(presetOf({}, 'the last 30 days')).toBe('30d')
  expect(presetOf({}, 'all time')).toBe('all')
  expect(presetOf({ period: '30d' }, 'all time')).toBe('30d')
  expect(presetOf({ from: '2026-11-17', to: TODAY }, 'the last 30 days')).toBeNull()
})

test('leaves a page’s default out of the URL, and takes away what it said before', () => {
  const unsaid = { period: undefined, from: undefined, to: undefined }
  expect(searchOfPreset('30d', 'the last 30 days')).toEqual(unsaid)
  expect(searchOfPreset('all', 'all time')).toEqual(unsaid)
  expect(searchOfPreset('30d', 'all time')).toEqual({ ...unsaid, period: '30d' })
  expect(searchOfPreset('90d', 'the last 30 days')).toEqual({ ...unsaid, period: '90d' })
})
