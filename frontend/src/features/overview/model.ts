import type { Analytics, DailyCount } from '@/api/queries'
import type { Slice } from '@/charts/ShareDonut'
import type { ChartTable } from '@/charts/table'
import type { TrendPoint } from '@/charts/TrendChart'
import { countChange, shareChange, type Change } from '@/ui/change'
import { daysIn, fullDay, periodLabel, periodPhrase } from '@/ui/days'
import { excerpt, withoutSalutation } from '@/ui/excerpt'
import { count, counted, percent, points, share } from '@/ui/format'
import { compare, wilson } from '@/ui/statistics'

/* Everything the overview says and draws is decided here, from one answer of the analytics. */

export interface StatCard {
  label: string
  /** Null where there is nothing to take a share of. */
  value: string | null
  /** What the value was counted on. */
  note: string
  change: Change | null
  /** The same figure in the period before. */
  before: string
}

export interface Headline {
  tone: 'better' | 'worse' | 'neutral'
  text: string
}

const useful = ({ usefulCount, total }: Pick<Analytics, 'usefulCount' | 'total'>) => ({
  part: usefulCount,
  whole: total,
})
const overridden = ({ overriddenCount, total }: Pick<Analytics, 'overriddenCount' | 'total'>) => ({
  part: overriddenCount,
  whole: total,
})

/** "the 30 days before" */
export const periodBefore = (period: Pick<Analytics, 'from' | 'to'>) => {
  const days = daysIn(period)
  return days === 1 ? 'the day before' : `the ${days} days before`
}

function shareBefore(part: number, whole: number, before: string) {
  return whole === 0 ? `no feedback in ${before}` : `${percent(part / whole)} in ${before}`
}

export function statCards(analytics: Analytics, byReason: boolean): StatCard[] {
  const { previous, total, usefulCount, overriddenCount } = analytics
  const before = periodBefore(analytics)
  const feedback: StatCard = {
    label: 'Feedback',
    value: count(total),
    note: byReason ? 'thumbs-down with these reasons' : 'verdicts on AI replies',
    change: countChange(total, previous.total),
    before: `${count(previous.total)} in ${before}`,
  }
  const usefulness: StatCard = {
    label: 'Useful',
    value: total === 0 ? null : percent(usefulCount / total),
    note: `${count(usefulCount)} thumbs-up`,
    change: shareChange(useful(analytics), useful(previous), 'up'),
    before: shareBefore(previous.usefulCount, previous.total, before),
  }
  const overrides: StatCard = {
    label: 'Overridden',
    value: total === 0 ? null : percent(overriddenCount / total),
    note: `agents sent a reply of their own ${counted(overriddenCount, 'time')}`,
    change: shareChange(overridden(analytics), overridden(previous), 'down'),
    before: shareBefore(previous.overriddenCount, previous.total, before),
  }
  // Only a thumbs-down has a reason: filtered by one, usefulness is zero by definition.
  return byReason ? [feedback, overrides] : [feedback, usefulness, overrides]
}

/** What a manager should take away, in one sentence. It says no more than the figures bear out. */
export function headline(analytics: Analytics, byReason: boolean): Headline {
  const { previous, total } = analytics
  const before = periodBefore(analytics)

  if (byReason) {
    const change = countChange(total, previous.total)
    const trend =
      change === null ? '' : change.direction === 'none' ? `, as many as in ${before}` : `, ${change.text} on ${before}`
    return { tone: 'neutral', text: `${counted(total, 'thumbs-down', 'thumbs-down')} with these reasons${trend}.` }
  }

  const usefulShare = percent(analytics.usefulCount / total)
  const overriddenShare = percent(analytics.overriddenCount / total)
  const usefulness = compare(useful(analytics), useful(previous))
  const overrides = compare(overridden(analytics), overridden(previous))
  if (usefulness === null || overrides === null) {
    return {
      tone: 'neutral',
      text: `${usefulShare} of ${counted(total, 'AI reply', 'AI replies')} were useful; there is nothing from ${before} to compare with.`,
    }
  }

  const went = (difference: number) => `${difference > 0 ? 'up' : 'down'} ${points(difference)}`
  const usefulGood = usefulness.difference > 0
  const overridesGood = overrides.difference < 0

  if (!usefulness.clear && !overrides.clear) {
    return {
      tone: 'neutral',
      text: `No clear change on ${before}: ${usefulShare} of AI replies were useful, and agents overrode ${overriddenShare}.`,
    }
  }
  if (!overrides.clear) {
    return {
      tone: usefulGood ? 'better' : 'worse',
      text: `AI replies got ${usefulGood ? 'better' : 'worse'}: ${usefulShare} were useful, ${went(usefulness.difference)} on ${before}; overrides show no clear change.`,
    }
  }
  if (!usefulness.clear) {
    return {
      tone: overridesGood ? 'better' : 'worse',
      text: `Agents override ${overridesGood ? 'less' : 'more'}: ${overriddenShare} of AI replies, ${went(overrides.difference)} on ${before}; usefulness shows no clear change at ${usefulShare}.`,
    }
  }
  const agreeing = usefulGood === overridesGood
  return {
    tone: !agreeing ? 'neutral' : usefulGood ? 'better' : 'worse',
    text: `${agreeing ? `AI replies got ${usefulGood ? 'better' : 'worse'}` : 'A mixed picture'}: ${usefulShare} were useful, ${went(usefulness.difference)} on ${before}, and agents overrode ${overriddenShare}, ${went(overrides.difference)}.`,
  }
}

const WEEK = 7

/**
 * What the whole period hides: whether its last week went another way than the week before that. Null where that
 * can't be told clearly, or where the period is hardly longer than what would be compared.
 */
export function recentChange(analytics: Analytics, byReason: boolean): Headline | null {
  const { dailyBreakdown, today, to } = analytics
  const complete = dailyBreakdown.filter(({ date }) => date < today)
  const week = complete.slice(-WEEK)
  const weekBefore = complete.slice(-2 * WEEK, -WEEK)
  const [first, last] = [week[0], week.at(-1)]
  if (byReason || dailyBreakdown.length <= 2 * WEEK || weekBefore.length < WEEK || !first || !last) return null

  const now = sumOf(week)
  const change = compare(now, sumOf(weekBefore))
  if (!change?.clear) return null
  const tone = change.difference > 0 ? 'better' : 'worse'
  const joint = tone === headline(analytics, byReason).tone ? 'And' : 'But'
  const days = to < today ? periodLabel({ from: first.date, to: last.date }) : `the last ${WEEK} full days`
  const went = `${change.difference > 0 ? 'up' : 'down'} ${points(change.difference)}`
  return {
    tone,
    text: `${joint} ${days} got ${tone}: ${percent(now.part / now.whole)} were useful, ${went} on the ${WEEK} days before.`,
  }
}

const sumOf = (days: DailyCount[]) => ({
  part: days.reduce((sum, day) => sum + day.useful, 0),
  whole: days.reduce((sum, day) => sum + day.total, 0),
})

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
      before: { day: before?.date ?? row.date, share: before ? dayShare(before) : null },
      partial: row.date === today,
      alone: shares[index] !== null && (shares[index - 1] ?? null) === null && (shares[index + 1] ?? null) === null,
    }
  })
}

const dayShare = ({ useful, total }: DailyCount) => share(useful, total)

/**
 * The vertical axis: whole tens around all there is to see, a fifth of the scale at least. The wide interval of a day
 * that has just begun must not flatten all others: of today its share alone counts, unless there is nothing else.
 */
export function trendDomain(points: TrendPoint[]): [number, number] {
  const onlyToday = points.every(({ share, partial }) => share === null || partial)
  const seen = points
    .flatMap(({ share, interval, before, partial }) => [
      ...(partial && !onlyToday ? [share] : [interval?.lower, interval?.upper]),
      before.share,
    ])
    .filter((value) => typeof value === 'number')
  if (seen.length === 0) return [0, 1]
  const low = Math.floor(Math.min(...seen) * 10 + 1e-9) / 10
  const high = Math.ceil(Math.max(...seen) * 10 - 1e-9) / 10
  return high - low >= 0.2 ? [low, high] : [Math.max(0, high - 0.2), Math.max(high, 0.2)]
}

/** A day with less is one customer's mood. */
const TELLING = 5

/** The chart's point in a line: its best and its worst full day, of those with enough feedback to mean anything. */
export function trendSummary(points: TrendPoint[]): string {
  const telling = points
    .filter(({ whole, partial }) => whole >= TELLING && !partial)
    .sort((a, b) => a.part / a.whole - b.part / b.whole)
  const [worst] = telling
  const best = telling.at(-1)
  const empty = points.filter(({ whole, partial }) => whole === 0 && !partial).length
  const gaps = empty === 0 ? '' : ` ${counted(empty, 'day')} without feedback.`
  if (worst === undefined || best === undefined || worst === best) {
    return `Too little feedback a day to tell a good day from a bad one.${gaps}`
  }
  if (worst.part / worst.whole === best.part / best.whole) {
    return `${percent(best.part / best.whole)} on every full day with ${TELLING} feedbacks or more.${gaps}`
  }
  return `Between ${percent(worst.part / worst.whole)} on ${fullDay(worst.day)} and ${percent(best.part / best.whole)} on ${fullDay(best.day)}.${gaps}`
}

const tenth = (value: number | null) => (value === null ? null : Math.round(value * 1000) / 10)

export function trendTable(points: TrendPoint[]): ChartTable {
  return {
    columns: [
      { label: 'Day' },
      { label: 'Useful', numeric: true },
      { label: 'Feedback', numeric: true },
      { label: 'Useful, %', numeric: true, digits: 1 },
      { label: '95% from, %', numeric: true, digits: 1 },
      { label: '95% to, %', numeric: true, digits: 1 },
      { label: 'Period before, %', numeric: true, digits: 1 },
    ],
    rows: points.map(({ day, part, whole, share, interval, before, partial }) => [
      partial ? `${day} (so far)` : day,
      part,
      whole,
      tenth(share),
      tenth(interval?.lower ?? null),
      tenth(interval?.upper ?? null),
      tenth(before.share),
    ]),
  }
}

export function verdicts({ usefulCount, notUsefulCount }: Analytics): Slice[] {
  return [
    { label: 'Useful', value: usefulCount, color: 'var(--rl-useful)' },
    { label: 'Not useful', value: notUsefulCount, color: 'var(--rl-not-useful)' },
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
      ['Not useful', analytics.notUsefulCount, tenth(share(analytics.notUsefulCount, total))],
    ],
  }
}

export function verdictsSummary({ notUsefulCount, overriddenCount }: Analytics): string {
  if (notUsefulCount === 0) return 'No thumbs-down at all.'
  return `Agents replaced ${count(overriddenCount)} of the ${counted(notUsefulCount, 'reply', 'replies')} they rejected.`
}

/** "the last 30 days": what the page is about. */
export const shownPeriod = (analytics: Analytics) => periodPhrase(analytics, analytics.today)
