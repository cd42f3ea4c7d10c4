import type { Analytics, Comparison, DailyCount } from '@/api/queries'
import type { Slice } from '@/charts/ShareDonut'
import type { ChartTable } from '@/charts/table'
import type { TrendPoint } from '@/charts/TrendChart'
import {
  countChange,
  daysBefore,
  inDaysBefore,
  leavesOutToday,
  shareChange,
  usefulChange,
  type Change,
} from '@/ui/change'
import { daysIn } from '@/api/days'
import { fullDay, periodLabel, periodPhrase } from '@/ui/days'
import { excerpt, withoutSalutation } from '@/ui/excerpt'
import { count, counted, percent, points, share } from '@/ui/format'
import { wilson } from '@/ui/statistics'

/* Everything the overview says and draws is decided here, from one answer of the analytics. */

export interface StatCard {
  label: string
  /** Null where there is nothing to take a share of. */
  value: string | null
  /** What the value was counted on. */
  note: string
  change: Change | null
  /** The same figure in the days that it is compared with, and in those that are compared. */
  before: string
}

export interface Headline {
  tone: 'better' | 'worse' | 'neutral'
  text: string
}

/** "the 30 days before" */
export const periodBefore = (period: Pick<Analytics, 'from' | 'to'>) => {
  const days = daysIn(period)
  return days === 1 ? 'the day before' : `the ${days} days before`
}

/** "70.3% without today, 80.0% in the 29 whole days before"; the figure is null where a side has no feedback. */
function besideBefore(
  analytics: Analytics,
  compared: Comparison | null,
  figure: (side: Comparison['current']) => string | null,
): string {
  if (compared === null) return 'compared once today is over'
  const before = figure(compared.previous)
  const then = `${before ?? 'no feedback'} ${inDaysBefore(compared, analytics)}`
  return leavesOutToday(compared, analytics) ? `${figure(compared.current) ?? 'none'} without today, ${then}` : then
}

const totalOf = ({ total }: Comparison['current']) => (total === 0 ? 'none' : count(total))
const shareOf = ({ share }: Comparison['current']) => (share === null ? null : percent(share))
const usefulOf = ({ share }: Comparison['current']) => (share === null ? null : percent(1 - share))

export function statCards(analytics: Analytics, byReason: boolean): StatCard[] {
  const { compared, overriddenCompared, total, usefulCount, overriddenCount } = analytics
  const feedback: StatCard = {
    label: 'Feedback',
    value: count(total),
    note: byReason ? 'rejections with these reasons' : 'verdicts on AI replies',
    change: countChange(compared),
    before: besideBefore(analytics, compared, totalOf),
  }
  const usefulness: StatCard = {
    label: 'Useful',
    value: total === 0 ? null : percent(usefulCount / total),
    note: `${count(usefulCount)} of ${counted(total, 'AI reply', 'AI replies')}`,
    change: usefulChange(compared),
    before: besideBefore(analytics, compared, usefulOf),
  }
  const overrides: StatCard = {
    label: 'Overridden',
    value: total === 0 ? null : percent(overriddenCount / total),
    note: `agents sent a reply of their own ${counted(overriddenCount, 'time')}`,
    change: shareChange(overriddenCompared),
    before: besideBefore(analytics, overriddenCompared, shareOf),
  }
  // Only a rejected reply has a reason: filtered by one, usefulness is zero by definition.
  return byReason ? [feedback, overrides] : [feedback, usefulness, overrides]
}

/** What a manager should take away, in one sentence. It says no more than the figures bear out. */
export function headline(analytics: Analytics, byReason: boolean): Headline {
  const { compared, overriddenCompared } = analytics
  if (byReason) return { tone: 'neutral', text: reasonHeadline(analytics) }
  if (compared === null || overriddenCompared === null) {
    return { tone: 'neutral', text: `${usefulSoFar(analytics)} so far today; today is compared once it is over.` }
  }
  const before = daysBefore(compared, analytics)
  const usefulShare = usefulOf(compared.current)
  const overriddenShare = shareOf(overriddenCompared.current)
  const usefulness = usefulChange(compared)
  const overrides = shareChange(overriddenCompared)
  if (usefulShare === null || overriddenShare === null || usefulness === null || overrides === null) {
    const missing = compared.current.total === 0 ? 'before today' : `from ${before}`
    return { tone: 'neutral', text: `${usefulSoFar(analytics)}; there is no feedback ${missing} to compare with.` }
  }
  const yesterday = leavesOutToday(compared, analytics) ? ' up to yesterday' : ''
  const went = ({ difference }: Comparison, sign = 1) =>
    `${sign * (difference ?? 0) > 0 ? 'up' : 'down'} ${points(difference ?? 0)}`
  const usefulWent = went(compared, -1)
  const overridesWent = went(overriddenCompared)

  if (!compared.clear && !overriddenCompared.clear) {
    return {
      tone: 'neutral',
      text: `No clear change on ${before}: ${usefulShare} of AI replies were useful${yesterday}, and agents overrode ${overriddenShare}.`,
    }
  }
  if (!overriddenCompared.clear) {
    return {
      tone: usefulness.tone,
      text: `AI replies got ${usefulness.tone}: ${usefulShare} were useful${yesterday}, ${usefulWent} on ${before}; overrides show no clear change.`,
    }
  }
  if (!compared.clear) {
    return {
      tone: overrides.tone,
      text: `Agents override ${overrides.tone === 'better' ? 'less' : 'more'}: ${overriddenShare} of AI replies${yesterday}, ${overridesWent} on ${before}; usefulness shows no clear change at ${usefulShare}.`,
    }
  }
  const agreeing = usefulness.tone === overrides.tone
  return {
    tone: agreeing ? usefulness.tone : 'neutral',
    text: `${agreeing ? `AI replies got ${usefulness.tone}` : 'A mixed picture'}: ${usefulShare} were useful${yesterday}, ${usefulWent} on ${before}, and agents overrode ${overriddenShare}, ${overridesWent}.`,
  }
}

/** "70.0% of 300 AI replies were useful" */
function usefulSoFar({ total, usefulCount }: Analytics): string {
  if (total === 1) return `The one AI reply was ${usefulCount === 1 ? '' : 'not '}useful`
  return `${percent(usefulCount / total)} of ${count(total)} AI replies were useful`
}

function reasonHeadline(analytics: Analytics): string {
  const { compared, total } = analytics
  const all = `${counted(total, 'rejection')} with these reasons`
  const change = countChange(compared)
  if (compared === null || change === null) return `${all}.`
  const without = leavesOutToday(compared, analytics) ? ` ${totalOf(compared.current)} without today,` : ''
  const before =
    change.direction === 'none'
      ? `as many as ${inDaysBefore(compared, analytics)}`
      : `${change.text} on ${daysBefore(compared, analytics)}`
  return without === '' ? `${all}, ${before}.` : `${all};${without} ${before}.`
}

/**
 * What the whole period hides: whether its last week went another way than the week before that. Null where that
 * can't be told clearly, or where the period is hardly longer than what is compared.
 */
export function recentChange(analytics: Analytics, byReason: boolean): Headline | null {
  const { lastWeekCompared: week, today, to } = analytics
  const change = usefulChange(week)
  if (byReason || week === null || change === null || !week.clear) return null
  const { tone, direction } = change
  const joint = tone === headline(analytics, byReason).tone ? 'And' : 'But'
  const days = to < today ? periodLabel(week.current) : `the last ${daysIn(week.current)} full days`
  return {
    tone,
    text: `${joint} ${days} got ${tone}: ${usefulOf(week.current) ?? ''} were useful, ${direction} ${points(week.difference ?? 0)} on the ${daysIn(week.previous)} days before.`,
  }
}

export interface MostRejected {
  aiReplyId: string
  rejections: number
  /** "80 times in 30 days": in all of the period, not in its last week. */
  times: string
  aiReply: string
  /** What the last agent who replaced it sent; null where nobody did. */
  agentReply: string | null
}

/** As much of either reply as is read at a glance. */
const GLANCE = 120

/** The AI reply that agents turned down most often. Once is nothing that repeats. */
export function mostRejected({ topNegativeMessages: [top], ...period }: Analytics): MostRejected | null {
  if (top === undefined || top.rejections < 2) return null
  const { aiReplyId, rejections, aiReply, agentReply } = top
  return {
    aiReplyId,
    rejections,
    times: `${counted(rejections, 'time')} in ${counted(daysIn(period), 'day')}`,
    aiReply: excerpt(withoutSalutation(aiReply), GLANCE),
    agentReply: agentReply === null ? null : excerpt(withoutSalutation(agentReply), GLANCE),
  }
}

export function trendPoints({ dailyBreakdown, previous, today }: Analytics): TrendPoint[] {
  const shares = dailyBreakdown.map(dayShare)
  return dailyBreakdown.map((row, index) => {
    const before = previous.dailyBreakdown[index]
    return {
      day: row.date,
      part: row.useful,
      whole: row.total,
      share: dayShare(row),
      interval: wilson({ part: row.useful, whole: row.total }),
      before: { day: before?.date ?? row.date, share: before ? dayShare(before) : null, whole: before?.total ?? 0 },
      partial: row.date === today,
      alone: shares[index] !== null && (shares[index - 1] ?? null) === null && (shares[index + 1] ?? null) === null,
    }
  })
}

const dayShare = ({ useful, total }: DailyCount) => share(useful, total)

/** A day with less is one customer's mood. */
const TELLING = 5

/**
 * The vertical axis: whole tens around the days that are over and have enough feedback to mean anything, a fifth of the scale at
 * least. What lies outside is shown at its edge. Where no day has enough, all there is to see decides.
 */
export function trendDomain(points: TrendPoint[]): [number, number] {
  const telling = points.filter(({ whole, partial }) => whole >= TELLING && !partial)
  const over = points.filter(({ whole, partial }) => whole > 0 && !partial)
  const deciding = [telling, over].find((days) => days.length > 0) ?? points
  const seen = [
    ...deciding.flatMap(({ interval }) => [interval?.lower, interval?.upper]),
    ...points.filter(({ before }) => before.whole >= TELLING || deciding !== telling).map(({ before }) => before.share),
  ].filter((value) => typeof value === 'number')
  if (seen.length === 0) return [0, 1]
  const low = Math.floor(Math.min(...seen) * 10 + 1e-9) / 10
  const high = Math.ceil(Math.max(...seen) * 10 - 1e-9) / 10
  return high - low >= 0.2 ? [low, high] : [Math.max(0, high - 0.2), Math.max(high, 0.2)]
}

/** The chart's point in a line: its best and its worst full day, of those with enough feedback to mean anything. */
export function trendSummary(points: TrendPoint[]): string {
  const telling = points
    .filter(({ whole, partial }) => whole >= TELLING && !partial)
    .sort((a, b) => a.part / a.whole - b.part / b.whole)
  const [worst] = telling
  const best = telling.at(-1)
  const empty = points.filter(({ whole, partial }) => whole === 0 && !partial).length
  const gaps = empty === 0 ? '' : ` ${counted(empty, 'day')} without feedback.`
  if (worst !== undefined && points.length === 1)
    return `${percent(worst.part / worst.whole)} on ${fullDay(worst.day)}.`
  if (worst === undefined || best === undefined || worst === best) {
    return `Too little feedback a day to tell a good day from a bad one.${gaps}`
  }
  if (worst.part / worst.whole === best.part / best.whole) {
    return `${percent(best.part / best.whole)} on every full day with ${TELLING} verdicts or more.${gaps}`
  }
  return `Between ${percent(worst.part / worst.whole)} on ${fullDay(worst.day)} and ${percent(best.part / best.whole)} on ${fullDay(best.day)}.${gaps}`
}

const tenth = (value: number | null) => (value === null ? null : Math.round(value * 1000) / 10)

/** What the columns of a share's table are called. */
interface TableWords {
  part: string
  whole: string
  before: string
}

const USEFUL: TableWords = { part: 'Useful', whole: 'Feedback', before: 'Period before' }

export function trendTable(points: TrendPoint[], words = USEFUL): ChartTable {
  return {
    columns: [
      { label: 'Day' },
      { label: words.part, numeric: true },
      { label: words.whole, numeric: true },
      { label: `${words.part}, %`, numeric: true, digits: 1 },
      { label: '95% from, %', numeric: true, digits: 1 },
      { label: '95% to, %', numeric: true, digits: 1 },
      { label: `${words.before}, %`, numeric: true, digits: 1 },
      { label: 'Note' },
    ],
    rows: points.map(({ day, part, whole, share, interval, before, partial }) => [
      day,
      part,
      whole,
      tenth(share),
      tenth(interval?.lower ?? null),
      tenth(interval?.upper ?? null),
      tenth(before.share),
      partial ? 'so far' : '',
    ]),
  }
}

export function verdicts({ usefulCount, notUsefulCount }: Analytics): Slice[] {
  return [
    { label: 'Useful', value: usefulCount, color: 'var(--rl-useful)' },
    { label: 'Rejected', value: notUsefulCount, color: 'var(--rl-not-useful)' },
  ]
}

export function verdictsTable({ total, ...analytics }: Analytics): ChartTable {
  return {
    columns: [
      { label: 'Verdict' },
      { label: 'Feedback', numeric: true },
      { label: 'Share, %', numeric: true, digits: 1 },
    ],
    rows: [
      ['Useful', analytics.usefulCount, tenth(share(analytics.usefulCount, total))],
      ['Rejected', analytics.notUsefulCount, tenth(share(analytics.notUsefulCount, total))],
    ],
  }
}

export function verdictsSummary({ notUsefulCount, overriddenCount }: Analytics): string {
  if (notUsefulCount === 0) return 'No reply was rejected.'
  if (notUsefulCount === 1) {
    return overriddenCount === 1
      ? 'The one reply that was rejected was replaced.'
      : 'The one reply that was rejected was not replaced.'
  }
  const replaced = overriddenCount === 0 ? 'none' : count(overriddenCount)
  return `Agents replaced ${replaced} of the ${count(notUsefulCount)} replies they rejected.`
}

/** "the last 30 days": what the page is about. */
export const shownPeriod = (analytics: Analytics) => periodPhrase(analytics, analytics.today)
