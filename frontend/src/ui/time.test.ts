import { expect, test } from 'vitest'
import { instantIn, timeAgo } from './time'

test('tells an instant in the reporting zone, not in the reader’s', () => {
  expect(instantIn('Europe/Berlin', '2026-11-22T23:30:00.123456Z')).toBe('23 Nov 2026, 00:30')
  expect(instantIn('Asia/Kathmandu', '2026-11-22T23:30:00Z')).toBe('23 Nov 2026, 05:15')
})

test.each([
  ['2026-11-23T11:59:30Z', 'just now'],
  ['2026-11-23T12:04:00Z', 'just now'],
  ['2026-11-23T11:15:00Z', '45 min. ago'],
  ['2026-11-23T07:00:00Z', '5 hr. ago'],
  ['2026-11-22T11:00:00Z', 'yesterday'],
  ['2026-11-13T12:00:00Z', '10 days ago'],
  ['2026-10-20T12:00:00Z', '4 wk. ago'],
  ['2026-06-01T12:00:00Z', '5 mo. ago'],
  ['2023-11-23T12:00:00Z', '3 yr. ago'],
])('tells how long ago %s was', (instant, words) => {
  expect(timeAgo(instant, Date.parse('2026-11-23T12:00:00Z'))).toBe(words)
})
