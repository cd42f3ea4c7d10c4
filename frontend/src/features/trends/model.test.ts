import { describe, expect, test } from 'vitest'
import { breakdown, compared, partCompared, rejected } from '@/testing/fixtures'
import {
  INITIAL_SORTING,
  nextSorting,
  reasonBars,
  reasonSummary,
  reasonTable,
  rejectedTable,
  sorted,
  usefulnessBars,
  usefulnessSummary,
  usefulnessTable,
} from './model'

const counts = (total: number, usefulCount: number) => ({
  total,
  usefulCount,
  notUsefulCount: total - usefulCount,
  overriddenCount: 0,
})

describe('reasons', () => {
  test('are ranked by how many rejections they have, with their share and its change', () => {
    expect(reasonBars(breakdown('reason')).map(({ label, figure, change }) => [label, figure, change?.text])).toEqual([
      ['Incorrect', '55.6%', 'up 22.2 points'],
      ['Wrong tone', '27.8%', 'no clear change'],
      ['No reason', '16.7%', 'no clear change'],
    ])
  })

  test('that only the period before had are no bars', () => {
    const items = [
      { value: 'TONE', ...counts(0, 0), previous: counts(5, 0), compared: partCompared(0, 4, 5, 5) },
      { value: 'OTHER', ...counts(4, 0), previous: counts(0, 0), compared: null },
    ]
    expect(reasonBars(breakdown('reason', items)).map(({ key }) => key)).toEqual(['OTHER'])
    expect(reasonTable(breakdown('reason', items)).rows).toEqual([
      ['Wrong tone', 0, 0, 0, 0, 100, -100, 'yes'],
      ['Other', 4, 100, 0, null, null, null, null],
    ])
  })

  test('are summed up by the most frequent one that has a name', () => {
    expect(reasonSummary(breakdown('reason'))).toBe('“Incorrect” is the most frequent reason: 55.6% of 90 rejections.')
    const nameless = { value: null, ...counts(4, 0), previous: counts(0, 0), compared: null }
    expect(reasonSummary(breakdown('reason', [nameless]))).toBe('No rejection came with a reason.')
    expect(reasonSummary(breakdown('reason', []))).toBe('No reply was rejected in these days.')
  })
})

describe('usefulness by value', () => {
  test('puts the least useful on top, with its interval', () => {
    const bars = usefulnessBars(breakdown('channel'))
    expect(bars.map(({ label, figure, note }) => [label, figure, note])).toEqual([
      ['email', '60.0%', '108 of 180 useful'],
      ['No channel', '80.0%', '8 of 10 useful'],
      ['chat', '85.5%', '94 of 110 useful'],
    ])
    expect(bars[0]?.interval?.lower).toBeCloseTo(0.527, 3)
    expect(bars[0]?.change?.text).toBe('worse: down 20.0 points')
  })

  test('claims no change for a value that is new', () => {
    const bars = usefulnessBars(breakdown('model'))
    expect(bars.find(({ key }) => key === 'atlas-2')?.change).toBeNull()
  })

  test('names the value that got clearly worse most, and nothing that may be chance', () => {
    expect(usefulnessSummary(breakdown('channel'))).toBe('“email” got worse, by 20.0 points.')
    const item = (value: string, part: number, partBefore: number) => ({
      value,
      ...counts(100, 100 - part),
      previous: counts(100, 100 - partBefore),
      compared: compared(part, 100, partBefore, 100),
    })
    expect(usefulnessSummary(breakdown('model', [item('a', 40, 30), item('b', 50, 20)]))).toBe(
      '“b” got worse most, by 30.0 points.',
    )
    expect(usefulnessSummary(breakdown('model', [item('a', 20, 30), item('b', 20, 50)]))).toBe(
      '“b” got better most, by 30.0 points.',
    )
    expect(usefulnessSummary(breakdown('model', [item('a', 20, 21), item('b', 60, 61)]))).toBe(
      'No model changed clearly.',
    )
    expect(usefulnessSummary(breakdown('model', [item('b', 20, 21)]))).toBe('All feedback is from “b”.')
    expect(usefulnessSummary(breakdown('model', []))).toBe('No feedback in these days.')
  })

  test('is a table with blanks for what is not known', () => {
    expect(usefulnessTable(breakdown('model')).rows[0]).toEqual([
      'atlas-2',
      150,
      200,
      75,
      68.6,
      80.5,
      40,
      75,
      null,
      null,
      null,
    ])
  })
})

describe('the most rejected replies', () => {
  const a = rejected({
    aiReplyId: 'a',
    message: 'Zoo',
    agentReply: 'Yes',
    rejections: 2,
    lastRejectedAt: '2026-11-20T09:00:00Z',
  })
  const b = rejected({
    aiReplyId: 'b',
    message: 'ape',
    agentReply: null,
    rejections: 9,
    lastRejectedAt: '2026-11-20T09:00:00.5Z',
  })
  const c = rejected({
    aiReplyId: 'c',
    message: 'Bee',
    agentReply: 'No',
    rejections: 5,
    lastRejectedAt: '2026-11-19T09:00:00Z',
  })
  const order = (key: Parameters<typeof nextSorting>[1], descending: boolean) =>
    sorted([a, b, c], { key, descending }).map(({ aiReplyId }) => aiReplyId)

  test('sort by every column', () => {
    expect(order('rejections', true)).toEqual(['b', 'c', 'a'])
    expect(order('message', false)).toEqual(['b', 'c', 'a'])
    expect(order('lastRejectedAt', true)).toEqual(['b', 'a', 'c'])
  })

  test('have those without an override last, whichever way round', () => {
    expect(order('agentReply', false)).toEqual(['c', 'a', 'b'])
    expect(order('agentReply', true)).toEqual(['a', 'c', 'b'])
  })

  test('start with the most rejected; texts start at A, and a second click turns round', () => {
    expect(INITIAL_SORTING).toEqual({ key: 'rejections', descending: true })
    expect(nextSorting(INITIAL_SORTING, 'message')).toEqual({ key: 'message', descending: false })
    expect(nextSorting(INITIAL_SORTING, 'lastRejectedAt')).toEqual({ key: 'lastRejectedAt', descending: true })
    expect(nextSorting(INITIAL_SORTING, 'rejections')).toEqual({ key: 'rejections', descending: false })
  })

  test('are a table, whole texts and all, with a time that a spreadsheet reads', () => {
    const table = rejectedTable([{ ...b, lastRejectedAt: '2026-11-22T23:05:06.123456Z' }], 'Europe/Berlin')
    expect(table.columns.at(-1)?.label).toBe('Last (Europe/Berlin)')
    expect(table.rows).toEqual([['ape', b.aiReply, null, 9, '2026-11-23 00:05']])
  })
})
