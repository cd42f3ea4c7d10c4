import { describe, expect, test } from 'vitest'
import { analytics, compared, rejected, TODAY } from '@/testing/fixtures'
import { addDays } from '@/api/days'
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

/** So many useful and overridden of 1,000, now and before, in a window that is over or that ends today. */
const world = (useful: number, overridden: number, usefulBefore: number, overriddenBefore: number) =>
  analytics({
    total: 1000,
    usefulCount: useful,
    notUsefulCount: 1000 - useful,
    overriddenCount: overridden,
    compared: compared(1000 - useful, 1000, 1000 - usefulBefore, 1000),
    overriddenCompared: compared(overridden, 1000, overriddenBefore, 1000, { measure: 'OVERRIDDEN' }),
  })

const WITHOUT_PAST = analytics({
  compared: compared(87, 290, 0, 0),
  overriddenCompared: compared(58, 290, 0, 0, { measure: 'OVERRIDDEN' }),
})

const TODAY_ALONE = analytics({ from: TODAY, compared: null, overriddenCompared: null, lastWeekCompared: null })

describe('the headline', () => {
  test.each([
    [
      'worse',
      world(700, 250, 800, 150),
      'AI replies got worse: 70.0% were useful up to yesterday, down 10.0 points on the 29 whole days before, and agents overrode 25.0%, up 10.0 points.',
    ],
    [
      'better',
      world(800, 150, 700, 250),
      'AI replies got better: 80.0% were useful up to yesterday, up 10.0 points on the 29 whole days before, and agents overrode 15.0%, down 10.0 points.',
    ],
    [
      'neutral',
      world(800, 250, 700, 150),
      'A mixed picture: 80.0% were useful up to yesterday, up 10.0 points on the 29 whole days before, and agents overrode 25.0%, up 10.0 points.',
    ],
    [
      'worse',
      world(700, 205, 800, 200),
      'AI replies got worse: 70.0% were useful up to yesterday, down 10.0 points on the 29 whole days before; overrides show no clear change.',
    ],
    [
      'better',
      world(795, 100, 790, 200),
      'Agents override less: 10.0% of AI replies up to yesterday, down 10.0 points on the 29 whole days before; usefulness shows no clear change at 79.5%.',
    ],
    [
      'neutral',
      world(795, 205, 790, 200),
      'No clear change on the 29 whole days before: 79.5% of AI replies were useful up to yesterday, and agents overrode 20.5%.',
    ],
  ])('is %s where the figures are', (tone, figures, text) => {
    expect(headline(figures, false)).toEqual({ tone, text })
  })

  test('takes no change for clear that the backend does not', () => {
    const figures = world(700, 250, 800, 150)
    const unclear = { clear: false, q: 0.06 }
    expect(
      headline(
        {
          ...figures,
          compared: compared(300, 1000, 200, 1000, unclear),
          overriddenCompared: compared(250, 1000, 150, 1000, { ...unclear, measure: 'OVERRIDDEN' }),
        },
        false,
      ).text,
    ).toMatch(/^No clear change on the 29 whole days before: 70.0% of AI replies/)
  })

  test('of a past window speaks of all its days', () => {
    const { to } = compared(0, 1, 0, 1).current
    expect(headline({ ...world(700, 250, 800, 150), to }, false).text).toBe(
      'AI replies got worse: 70.0% were useful, down 10.0 points on the 29 days before, and agents overrode 25.0%, up 10.0 points.',
    )
  })

  test('compares with nothing where there is nothing', () => {
    expect(headline(WITHOUT_PAST, false).text).toBe(
      '70.0% of 300 AI replies were useful; there is no feedback from the 29 whole days before to compare with.',
    )
    const onlyToday = compared(0, 0, 60, 300)
    expect(headline({ ...WITHOUT_PAST, compared: onlyToday, overriddenCompared: onlyToday }, false).text).toBe(
      '70.0% of 300 AI replies were useful; there is no feedback before today to compare with.',
    )
  })

  test('compares today with nothing before it is over', () => {
    expect(headline(TODAY_ALONE, false).text).toBe(
      '70.0% of 300 AI replies were useful so far today; today is compared once it is over.',
    )
    const one = { ...TODAY_ALONE, total: 1, usefulCount: 0, notUsefulCount: 1 }
    expect(headline(one, false).text).toBe(
      'The one AI reply was not useful so far today; today is compared once it is over.',
    )
    expect(headline({ ...one, usefulCount: 1, notUsefulCount: 0 }, false).text).toMatch(/^The one AI reply was useful/)
  })

  test('does not speak of usefulness under a reason filter', () => {
    expect(headline(analytics({ compared: compared(280, 280, 280, 280) }), true)).toEqual({
      tone: 'neutral',
      text: '300 rejections with these reasons; 280 without today, as many as in the 29 whole days before.',
    })
    expect(headline(analytics({ compared: compared(280, 280, 250, 250) }), true).text).toBe(
      '300 rejections with these reasons; 280 without today, up 12.0% on the 29 whole days before.',
    )
    expect(headline(WITHOUT_PAST, true).text).toBe('300 rejections with these reasons.')
  })
})

describe('the last week', () => {
  const BEFORE = { from: '2026-11-09', to: '2026-11-15' }
  const WEEK = { from: '2026-11-16', to: '2026-11-22' }
  const week = (useful: number, usefulBefore: number) => {
    const { current, previous, ...rest } = compared(100 - useful, 100, 100 - usefulBefore, 100)
    return { ...rest, current: { ...current, ...WEEK }, previous: { ...previous, ...BEFORE } }
  }
  const BETTER = world(800, 150, 700, 250)

  test('is told where it went another way than the whole period', () => {
    expect(recentChange({ ...BETTER, lastWeekCompared: week(72, 82) }, false)).toEqual({
      tone: 'worse',
      text: 'But the last 7 full days got worse: 72.0% were useful, down 10.0 points on the 7 days before.',
    })
  })

  test('is told where it went the same way', () => {
    expect(recentChange({ ...BETTER, lastWeekCompared: week(82, 72) }, false)).toEqual({
      tone: 'better',
      text: 'And the last 7 full days got better: 82.0% were useful, up 10.0 points on the 7 days before.',
    })
  })

  test('is named by its days where the period is over', () => {
    expect(recentChange(analytics({ to: '2026-11-22', lastWeekCompared: week(82, 72) }), false)?.text).toBe(
      'But 16 Nov – 22 Nov 2026 got better: 82.0% were useful, up 10.0 points on the 7 days before.',
    )
  })

  test('is left out where it is not clear, where the backend compares none, and under a reason filter', () => {
    expect(recentChange({ ...BETTER, lastWeekCompared: { ...week(82, 72), clear: false } }, false)).toBeNull()
    expect(recentChange({ ...BETTER, lastWeekCompared: null }, false)).toBeNull()
    expect(recentChange({ ...BETTER, lastWeekCompared: compared(0, 0, 0, 0) }, false)).toBeNull()
    expect(recentChange({ ...BETTER, lastWeekCompared: week(82, 72) }, true)).toBeNull()
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
  test('hold each figure against whole days alone', () => {
    expect(statCards(WORLD, false)).toEqual([
      expect.objectContaining({
        label: 'Feedback',
        value: '300',
        change: { direction: 'none', tone: 'neutral', text: 'as many' },
        before: '290 without today, 290 in the 29 whole days before',
      }),
      expect.objectContaining({
        label: 'Useful',
        value: '70.0%',
        change: { direction: 'down', tone: 'worse', text: 'worse: down 10.0 points' },
        before: '70.0% without today, 80.0% in the 29 whole days before',
      }),
      expect.objectContaining({
        label: 'Overridden',
        value: '20.0%',
        before: '20.0% without today, 16.2% in the 29 whole days before',
      }),
    ])
  })

  test('of a past window need not speak of today', () => {
    const [feedback, useful] = statCards(analytics({ to: '2026-11-22' }), false)
    expect(feedback?.before).toBe('290 in the 29 days before')
    expect(useful?.before).toBe('80.0% in the 29 days before')
  })

  test('claim no change without a past', () => {
    const [feedback, useful] = statCards(WITHOUT_PAST, false)
    expect(feedback).toMatchObject({ change: null, before: '290 without today, none in the 29 whole days before' })
    expect(useful).toMatchObject({
      change: null,
      before: '70.0% without today, no feedback in the 29 whole days before',
    })
  })

  test('claim no change of today alone', () => {
    for (const card of statCards(TODAY_ALONE, false)) {
      expect(card).toMatchObject({ change: null, before: 'compared once today is over' })
    }
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
      { day: '2026-11-14', share: 0.75, whole: 4 },
      { day: '2026-11-15', share: null, whole: 0 },
      { day: '2026-11-21', share: null, whole: 0 },
    ])
  })

  test('names the best and the worst full day, and the gaps', () => {
    expect(trendSummary(points)).toBe('Between 0.0% on 21 Nov 2026 and 80.0% on 19 Nov 2026. 2 days without feedback.')
  })

  test('names none where all days are alike', () => {
    expect(trendSummary(trendPoints(WORLD))).toBe('70.0% on every full day with 5 verdicts or more.')
  })

  test('names none where days have too little feedback', () => {
    expect(trendSummary(points.filter(({ whole }) => whole < 8))).toBe(
      'Too little feedback a day to tell a good day from a bad one. 2 days without feedback.',
    )
  })

  test('tells the share of a single day', () => {
    expect(trendSummary(points.slice(0, 1))).toBe('80.0% on 19 Nov 2026.')
  })

  test('is a table with blanks for what is not known', () => {
    const { rows } = trendTable(points)
    expect(rows[0]).toEqual(['2026-11-19', 4, 5, 80, 37.6, 96.4, 75, ''])
    expect(rows[1]).toEqual(['2026-11-20', 0, 0, null, null, null, null, ''])
    expect(rows[4]?.[0]).toBe('2026-11-23')
    expect(rows[4]?.at(-1)).toBe('so far')
  })

  test('gets an axis of whole tens around all there is to see', () => {
    const [point] = points
    if (point === undefined) throw new Error('no point')
    const at = (lower: number, upper: number, before: number | null) => ({
      ...point,
      interval: { lower, upper },
      before: { day: TODAY, share: before, whole: 100 },
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
    expect(withToday(1, 1)).toEqual([0.7, 0.9])
    // Twenty bad ones at eight in the morning.
    expect(withToday(0, 20)).toEqual([0.7, 0.9])
    // Where today is all there is, its interval is all there is to see.
    const none = usual.map(({ date }) => day(date, 0, 0))
    expect(withToday(2, 4, none)).toEqual([0.1, 0.9])
  })
})

test('the verdicts add up', () => {
  expect(verdictsTable(WORLD).rows).toEqual([
    ['Useful', 210, 70],
    ['Rejected', 90, 30],
  ])
  expect(verdictsSummary(WORLD)).toBe('Agents replaced 60 of the 90 replies they rejected.')
  expect(verdictsSummary(analytics({ notUsefulCount: 0 }))).toBe('No reply was rejected.')
})

test.each([
  [1, 1, 'The one reply that was rejected was replaced.'],
  [1, 0, 'The one reply that was rejected was not replaced.'],
  [3, 0, 'Agents replaced none of the 3 replies they rejected.'],
])('the verdicts of %i rejected, %i replaced, read as a sentence', (notUsefulCount, overriddenCount, text) => {
  expect(verdictsSummary(analytics({ notUsefulCount, overriddenCount }))).toBe(text)
})
