import { expect, test } from 'vitest'
import { replaySearchSchema, windowSearchSchema } from '@/api/search'
import { parseSearch, stringifySearch } from './search-params'

test('writes lists as repeated keys and reads them back', () => {
  const search = { from: '2026-11-01', to: '2026-11-23', channel: ['email', 'live chat'], model: ['atlas-2'] }
  const text = stringifySearch(search)
  expect(text).toBe('?from=2026-11-01&to=2026-11-23&channel=email&channel=live+chat&model=atlas-2')
  expect(windowSearchSchema.parse(parseSearch(text))).toEqual(search)
})

test('keeps the empty value, which stands for "has none"', () => {
  const text = stringifySearch({ channel: [''] })
  expect(text).toBe('?channel=')
  expect(windowSearchSchema.parse(parseSearch(text)).channel).toEqual([''])
})

test('leaves out what is not set', () => {
  expect(stringifySearch({ from: undefined, channel: undefined })).toBe('')
})

test('drops what makes no sense instead of failing', () => {
  expect(windowSearchSchema.parse(parseSearch('?from=2026-13-01&to=2026-11-23&channel=email&utm=x'))).toEqual({
    channel: ['email'],
  })
  expect(windowSearchSchema.parse({ from: '2026-11-23', to: '2026-11-01' })).toEqual({})
  expect(replaySearchSchema.parse(parseSearch('?useful=maybe&q='))).toEqual({})
  // Who opens a damaged link must be told.
  expect(replaySearchSchema.parse(parseSearch('?feedbackId=42'))).toEqual({ feedbackId: '42' })
})

test('keeps a preset, unless days are named', () => {
  expect(windowSearchSchema.parse(parseSearch('?period=7d'))).toEqual({ period: '7d' })
  expect(windowSearchSchema.parse(parseSearch('?period=8d'))).toEqual({})
  const days = { from: '2026-11-01', to: '2026-11-23' }
  expect(windowSearchSchema.parse({ period: '7d', ...days })).toEqual(days)
})

test('reads what Replay adds', () => {
  expect(replaySearchSchema.parse(parseSearch('?useful=false&q=refund&aiReplyId=abc'))).toEqual({
    useful: false,
    q: 'refund',
    aiReplyId: 'abc',
  })
})

test('reads topics by id, and the empty one; what is no id is dropped', () => {
  const id = '01930000-0000-7000-8000-000000001001'
  expect(windowSearchSchema.parse(parseSearch(`?topic=${id}&topic=refunds&topic=`)).topic).toEqual([id, ''])
  expect(windowSearchSchema.parse(parseSearch('?topic=refunds'))).toEqual({})
  expect(replaySearchSchema.parse(parseSearch(`?topic=${id}`)).topic).toEqual([id])
})
