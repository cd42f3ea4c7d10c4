import { describe, expect, it } from 'vitest'
import { filtersOf, isNarrowed, isNearEnd, searchForVerdict, stepFrom, verdictOf, WITHOUT_FILTERS } from './model'

describe('filtersOf', () => {
  it('asks for rejections unless told otherwise', () => {
    expect(filtersOf({})).toEqual({ useful: false })
    expect(filtersOf({ useful: true })).toEqual({ useful: true })
    expect(filtersOf({ useful: 'all' })).not.toHaveProperty('useful')
  })

  it('passes the filters on and leaves the open feedback out', () => {
    expect(
      filtersOf({
        from: '2026-11-01',
        to: '2026-11-23',
        channel: ['', 'chat'],
        topic: ['t'],
        q: ' refund ',
        feedbackId: 'any',
      }),
    ).toEqual({ from: '2026-11-01', to: '2026-11-23', channel: ['', 'chat'], topic: ['t'], q: 'refund', useful: false })
  })

  it('asks for no blank search', () => {
    expect(filtersOf({ q: '   ' })).not.toHaveProperty('q')
  })
})

describe('verdicts', () => {
  it.each(['rejected', 'useful', 'all'] as const)('%s survives the way through the URL', (verdict) => {
    expect(verdictOf(searchForVerdict(verdict))).toBe(verdict)
  })
})

describe('isNarrowed', () => {
  it('tells filters from the verdict and the open feedback', () => {
    expect(isNarrowed({ useful: true, feedbackId: 'any' })).toBe(false)
    expect(isNarrowed({ q: 'refund' })).toBe(true)
    expect(isNarrowed({ channel: ['chat'] })).toBe(true)
  })

  it('is undone by taking every filter away', () => {
    const search = {
      from: '2026-11-01',
      to: '2026-11-23',
      model: ['a'],
      reason: ['TONE'],
      topic: ['t'],
      q: 'x',
      aiReplyId: 'y',
    }
    expect(isNarrowed({ ...search, ...WITHOUT_FILTERS })).toBe(false)
  })
})

describe('stepFrom', () => {
  const items = [
    { id: 'c', occurredAt: '2026-11-23T10:00:00.5Z' },
    { id: 'b', occurredAt: '2026-11-23T10:00:00Z' },
    { id: 'a', occurredAt: '2026-11-23T10:00:00Z' },
  ]

  it('walks down and up the list', () => {
    expect(stepFrom(items, items[0], 1)?.id).toBe('b')
    expect(stepFrom(items, items[2], -1)?.id).toBe('b')
  })

  it('stops at either end', () => {
    expect(stepFrom(items, items[2], 1)).toBeUndefined()
    expect(stepFrom(items, items[0], -1)).toBeUndefined()
  })

  it('begins with the newest', () => {
    expect(stepFrom(items, undefined, 1)?.id).toBe('c')
    expect(stepFrom(items, undefined, -1)).toBeUndefined()
    expect(stepFrom(items.slice(0, 0), undefined, 1)).toBeUndefined()
  })

  it('finds the neighbours in time of one that is not listed', () => {
    const between = { id: 'x', occurredAt: '2026-11-23T10:00:00.25Z' }
    expect(stepFrom(items, between, 1)?.id).toBe('b')
    expect(stepFrom(items, between, -1)?.id).toBe('c')
  })

  it('orders equal times by id', () => {
    const tied = { id: 'aa', occurredAt: '2026-11-23T10:00:00Z' }
    expect(stepFrom(items, tied, 1)?.id).toBe('a')
    expect(stepFrom(items, tied, -1)?.id).toBe('b')
  })

  it('leads from one older than all that is loaded into the list', () => {
    const older = { id: 'x', occurredAt: '2020-01-01T00:00:00Z' }
    expect(stepFrom(items, older, 1)?.id).toBe('c')
    expect(stepFrom(items, older, -1)?.id).toBe('a')
  })

  it('leads from one newer than all into the list, and nowhere before it', () => {
    const newer = { id: 'x', occurredAt: '2027-01-01T00:00:00Z' }
    expect(stepFrom(items, newer, 1)?.id).toBe('c')
    expect(stepFrom(items, newer, -1)).toBeUndefined()
  })
})

describe('isNearEnd', () => {
  const items = Array.from({ length: 50 }, (_, at) => ({ id: String(at), occurredAt: '2026-11-23T10:00:00Z' }))

  it('is true for the last few alone', () => {
    expect(isNearEnd(items, items[10])).toBe(false)
    expect(isNearEnd(items, items[45])).toBe(true)
    expect(isNearEnd(items, undefined)).toBe(false)
    expect(isNearEnd(items, { id: 'elsewhere', occurredAt: '2026-11-23T10:00:00Z' })).toBe(false)
  })
})
