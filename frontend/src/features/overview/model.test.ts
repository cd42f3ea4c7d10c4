import { describe, expect, test } from 'vitest'
import { analytics, rejected, TODAY } from '@/testing/fixtures'
import { addDays } from '@/ui/days'
import {
  headline,
  mostRejected,
  periodBefore,
  recentChange,
  statCards,
  trendDomain,
  trendPoints,
  trendSummary,
  trendTable,
  verdictsSummary,
  verdictsTable,
} from './model'

const WORLD = analytics()

/** So many useful and overridden of 1,000, now and before. */
const world = (useful: number, overridden: number, usefulBefore: number, overriddenBefore: number) =>
  analytics({
    total: 1000,
    usefulCount: useful,
    notUsefulCount: 1000 - useful,
    overriddenCount: overridden,
    previous: {
      ...WORLD.previous,
      total: 1000,
      usefulCount: usefulBefore,
      notUsefulCount: 1000 - usefulBefore,
      overriddenCount: overriddenBefore,
    },
  })

const WITHOUT_PAST = analytics({
  previous: { ...WORLD.previous, total: 0, usefulCount: 0, notUsefulCount: 0, overriddenCount: 0 },
})

describe('the headline', () => {
  test.each([
    [
      'worse',
      world(700, 250, 800, 150),
      'AI replies got worse: 70.0% were useful, down 10.0 points on the 30 days before, and agents overrode 25.0%, up 10.0 points.',
    ],
    [
      'better',
      world(800, 150, 700, 250),
      'AI replies got better: 80.0% were useful, up 10.0 points on the 30 days before, and agents overrode 15.0%, down 10.0 points.',
    ],
    [
      'neutral',
      world(800, 250, 700, 150),
      'A mixed picture: 80.0% were useful, up 10.0 points on the 30 days before, and agents overrode 25.0%, up 10.0 points.',
    ],
    [
      'worse',
      world(700, 205, 800, 200),
      'AI replies got worse: 70.0% were useful, down 10.0 points on the 30 days before; overrides show no clear change.',
    ],
    [
      'better',
      world(795, 100, 790, 200),
      'Agents override less: 10.0% of AI replies, down 10.0 points on the 30 days before; usefulness shows no clear change at 79.5%.',
    ],
    [
      'neutral',
      world(795, 205, 790, 200),
      'No clear change on the 30 days before: 79.5% of AI replies were useful, and agents overrode 20.5%.',
    ],
  ])('is %s where the figures are', (tone, figures, text) => {
    expect(headline(figures, false)).toEqual({ tone, text })
  })

  test('compares with nothing where there is nothing', () => {
    expect(headline(WITHOUT_PAST, false).text).toBe(
      '70.0% of 300 AI replies were useful; there is nothing from the 30 days before to compare with.',
    )
  })

  test('does not speak of usefulness under a reason filter', () => {
    expect(headline(world(0, 700, 0, 600), true)).toEqual({
      tone: 'neutral',
      text: '1,000 thumbs-down with these reasons, as many as in the 30 days before.',
    })
    expect(headline(WITHOUT_PAST, true).text).toBe('300 thumbs-down with these reasons.')
  })
})

describe('the last week', () => {
  /** Days up to `to`, each with so many useful of 100, the last one last. */
  const days = (to: string, usefuls: number[], total = 100) => {
    const from = addDays(to, 1 - usefuls.length)
    const dailyBreakdown = usefuls.map((useful, index) => ({ date: addDays(from, index), useful, total }))
    return { from, to, dailyBreakdown }
  }
  const upTo = (to: string, usefuls: number[], total = 100) => analytics(days(to, usefuls, total))
  const week = (useful: number) => Array<number>(7).fill(useful)

  test('is told where it went another way than the whole period', () => {
    const figures = { ...world(800, 150, 700, 250), ...days(TODAY, [...week(82), ...week(72), 100]) }
    expect(recentChange(figures, false)).toEqual({
      tone: 'worse',
      text: 'But the last 7 full days got worse: 72.0% were useful, down 10.0 points on the 7 days before.',
    })
  })

  test('is told where it went the same way', () => {
    const figures = { ...world(800, 150, 700, 250), ...days(TODAY, [...week(72), ...week(82), 0]) }
    expect(recentChange(figures, false)).toEqual({
      tone: 'better',
      text: 'And the last 7 full days got better: 82.0% were useful, up 10.0 points on the 7 days before.',
    })
  })

  test('is named by its days where the period is over', () => {
    expect(recentChange(upTo('2026-11-10', [50, ...week(72), ...week(82)]), false)?.text).toBe(
      'But 4 Nov – 10 Nov 2026 got better: 82.0% were useful, up 10.0 points on the 7 days before.',
    )
  })

  test.each([
    ['chance explains it', upTo(TODAY, [...week(78), ...week(77), 0])],
    ['the period is no longer than what is compared', upTo('2026-11-22', [...week(82), ...week(72)])],
    ['too few of its days are over', upTo(addDays(TODAY, 2), [...week(82), ...week(72).slice(1), 0, 0, 0])],
    ['there was no feedback', upTo(TODAY, Array<number>(20).fill(0), 0)],
  ])('is left out where %s', (_, figures) => {
    expect(recentChange(figures, false)).toBeNull()
  })

  test('is left out under a reason filter', () => {
    const figures = upTo(TODAY, [...week(82), ...week(72), 100])
    expect(recentChange(figures, false)).not.toBeNull()
    expect(recentChange(figures, true)).toBeNull()
  })
})

describe('the most rejected reply', () => {
  const theOne = (changes: Parameters<typeof rejected>[0]) =>
    mostRejected(analytics({ topNegativeMessages: [rejected({ rejections: 2, ...changes }), rejected()] }))

  test('stands beside what an agent sent instead, without salutations', () => {
    expect(theOne({ aiReply: 'Hi,\n\nyes, it is valid.', agentReply: 'Hi Theo,\n\nit has ended.' })).toEqual({
      times: '2 times in 30 days',
      aiReplyId: 'a'.repeat(64),
      rejections: 2,
      aiReply: 'yes, it is valid.',
      agentReply: 'it has ended.',
    })
  })

  test('is cut to what is read at a glance', () => {
    const long = 'word '.repeat(40)
    const { aiReply, agentReply } = theOne({ aiReply: long, agentReply: long }) ?? {}
    expect(aiReply).toBe(`${'word '.repeat(24).trim()}…`)
    expect(agentReply).toBe(aiReply)
  })

  test('may have had no reply of an agent’s own', () => {
    expect(theOne({ agentReply: null })).toMatchObject({ agentReply: null })
  })

  test('is none where nothing was rejected twice', () => {
    expect(theOne({ rejections: 1 })).toBeNull()
    expect(mostRejected(analytics({ topNegativeMessages: [] }))).toBeNull()
  })
})

test('names the period before by its length', () => {
  expect(periodBefore({ from: '2026-11-17', to: TODAY })).toBe('the 7 days before')
  expect(periodBefore({ from: TODAY, to: TODAY })).toBe('the day before')
})

describe('the cards', () => {
  test('hold each figure against the period before', () => {
    expect(statCards(WORLD, false)).toEqual([
      expect.objectContaining({ label: 'Feedback', value: '300', before: '300 in the 30 days before' }),
      expect.objectContaining({
        label: 'Useful',
        value: '70.0%',
        change: { direction: 'down', tone: 'worse', text: 'worse: down 10.0 points' },
        before: '80.0% in the 30 days before',
      }),
      expect.objectContaining({ label: 'Overridden', value: '20.0%', before: '15.0% in the 30 days before' }),
    ])
  })

  test('claim no change without a past', () => {
    const [, useful] = statCards(WITHOUT_PAST, false)
    expect(useful).toMatchObject({ change: null, before: 'no feedback in the 30 days before' })
  })

  test('leave usefulness out under a reason filter', () => {
    expect(statCards(WORLD, true).map(({ label }) => label)).toEqual(['Feedback', 'Overridden'])
  })
})

describe('the daily line', () => {
  const day = (date: string, useful: number, total: number) => ({ date, useful, total })
  const points = trendPoints(
    analytics({
      dailyBreakdown: [
        day('2026-11-19', 4, 5),
        day('2026-11-20', 0, 0),
        day('2026-11-21', 0, 8),
        day('2026-11-22', 0, 0),
        day(TODAY, 1, 2),
      ],
      previous: { ...WORLD.previous, dailyBreakdown: [day('2026-11-14', 3, 4), day('2026-11-15', 0, 0)] },
    }),
  )

  test('has a gap, not a zero, where a day has no feedback', () => {
    expect(points.map(({ share }) => share)).toEqual([0.8, null, 0, null, 0.5])
    expect(points.map(({ interval }) => interval === null)).toEqual([false, true, false, true, false])
  })

  test('marks today as open and nothing else', () => {
    expect(points.map(({ partial }) => partial)).toEqual([false, false, false, false, true])
  })

  test('marks days that no line can reach', () => {
    expect(points.map(({ alone }) => alone)).toEqual([true, false, true, false, true])
    expect(trendPoints(WORLD).some(({ alone }) => alone)).toBe(false)
  })

  test('puts the same day of the period before beside each day', () => {
    expect(points.slice(0, 3).map(({ before }) => before)).toEqual([
      { day: '2026-11-14', share: 0.75 },
      { day: '2026-11-15', share: null },
      { day: '2026-11-21', share: null },
    ])
  })

  test('names the best and the worst full day, and the gaps', () => {
    expect(trendSummary(points)).toBe('Between 0.0% on 21 Nov 2026 and 80.0% on 19 Nov 2026. 2 days without feedback.')
  })

  test('names none where all days are alike', () => {
    expect(trendSummary(trendPoints(WORLD))).toBe('70.0% on every full day with 5 feedbacks or more.')
  })

  test('names none where days have too little feedback', () => {
    expect(trendSummary(points.filter(({ whole }) => whole < 8))).toBe(
      'Too little feedback a day to tell a good day from a bad one. 2 days without feedback.',
    )
  })

  test('is a table with blanks for what is not known', () => {
    const { rows } = trendTable(points)
    expect(rows[0]).toEqual(['2026-11-19', 4, 5, 80, 37.6, 96.4, 75])
    expect(rows[1]).toEqual(['2026-11-20', 0, 0, null, null, null, null])
    expect(rows[4]?.[0]).toBe('2026-11-23 (so far)')
  })

  test('gets an axis of whole tens around all there is to see', () => {
    const [point] = points
    if (point === undefined) throw new Error('no point')
    const at = (lower: number, upper: number, before: number | null) => ({
      ...point,
      interval: { lower, upper },
      before: { day: TODAY, share: before },
    })
    expect(trendDomain([at(0.62, 0.87, null)])).toEqual([0.6, 0.9])
    expect(trendDomain([at(0.62, 0.87, 0.41)])).toEqual([0.4, 0.9])
    expect(trendDomain([at(0.95, 0.97, null)])).toEqual([0.8, 1])
    expect(trendDomain([at(0.01, 0.02, null)])).toEqual([0, 0.2])
    expect(trendDomain([])).toEqual([0, 1])
  })

  test('keeps its axis when today has just begun', () => {
    const usual = Array.from({ length: 9 }, (_, index) => day(addDays(TODAY, index - 9), 80, 100))
    const withToday = (useful: number, total: number, others = usual) =>
      trendDomain(
        trendPoints(
          analytics({
            dailyBreakdown: [...others, day(TODAY, useful, total)],
            previous: { ...WORLD.previous, dailyBreakdown: [] },
          }),
        ),
      )
    expect(withToday(0, 0)).toEqual([0.7, 0.9])
    expect(withToday(1, 1)).toEqual([0.7, 1])
    expect(withToday(2, 4)).toEqual([0.5, 0.9])
    // Where today is all there is, its interval is all there is to see.
    const none = usual.map(({ date }) => day(date, 0, 0))
    expect(withToday(2, 4, none)).toEqual([0.1, 0.9])
  })
})

test('the verdicts add up', () => {
  expect(verdictsTable(WORLD).rows).toEqual([
    ['Useful', 210, 70],
    ['Not useful', 90, 30],
  ])
  expect(verdictsSummary(WORLD)).toBe('Agents replaced 60 of the 90 replies they rejected.')
  expect(verdictsSummary(analytics({ notUsefulCount: 0 }))).toBe('No thumbs-down at all.')
})
