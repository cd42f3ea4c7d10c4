import type { OtherFigures, TopicAnalytics, TopicFigures, TopicProgress } from '@/api/queries'
import type { ChartTable } from '@/charts/table'
import { COMPARED_COLUMNS, comparedCells } from '@/charts/compared-cells'
import { shareChange, type Change } from '@/ui/change'
import { shortDay } from '@/ui/days'
import { count, counted, percent, wholePercent } from '@/ui/format'
import { NO_TOPIC, OTHER } from '@/ui/topic-names'

/* What Trends says and draws of topics, from their figures. */

export interface TopicRow {
  /** As the URL names it; the empty one is "Other", what is in no topic. */
  id: string
  name: string
  isNew: boolean
  typicalMessage: string | null
  /** How far the bar reaches, where the topic with most rejections fills it. */
  reach: number
  /** "124 rejections, 80 overridden" */
  note: string
  /** "34.4% of 360 rejected"; null where all that is counted are rejections. */
  rate: string | null
  /** "30% to 39%" */
  interval: string | null
  change: Change | null
  /** Rejections day by day. */
  daily: number[]
  /** The same in words. */
  dailyInWords: string
}

/** More topics than these are folded away. */
const SHOWN_AT_FIRST = 8

const tenth = (value: number | null) => (value === null ? null : Math.round(value * 1000) / 10)

/**
 * The topics in the API's order, the most rejections first. Under a reason filter rejections alone are counted: a
 * rejection rate would be 100% throughout, so a topic's part of all of them is compared.
 */
export function topicRows(
  analytics: TopicAnalytics,
  byReason: boolean,
): { topics: TopicRow[]; other: TopicRow | null } {
  const { items, other } = analytics
  const most = Math.max(other.notUsefulCount, ...items.map(({ notUsefulCount }) => notUsefulCount))
  const row = (figures: OtherFigures, named: Pick<TopicRow, 'id' | 'name' | 'isNew' | 'typicalMessage'>): TopicRow => {
    const { notUsefulCount, overriddenCount, total, failureRate, failureRateLow, failureRateHigh, compared } = figures
    const daily = figures.dailyBreakdown.map((day) => day.total - day.useful)
    return {
      ...named,
      reach: most === 0 ? 0 : notUsefulCount / most,
      note: `${counted(notUsefulCount, 'rejection')}${overriddenCount > 0 ? `, ${count(overriddenCount)} overridden` : ''}`,
      rate: failureRate === null || byReason ? null : `${percent(failureRate)} of ${count(total)} rejected`,
      interval:
        failureRateLow === null || failureRateHigh === null || byReason
          ? null
          : `${wholePercent(failureRateLow)} to ${wholePercent(failureRateHigh)}`,
      change: shareChange(compared),
      daily,
      dailyInWords: inWords(figures.dailyBreakdown, daily),
    }
  }
  return {
    topics: items.map((item) =>
      row(item, {
        id: item.id,
        name: item.name,
        isNew: item.isNew,
        typicalMessage: item.typicalMessage?.message ?? null,
      }),
    ),
    other: other.total === 0 ? null : row(other, { id: NO_TOPIC, name: OTHER, isNew: false, typicalMessage: null }),
  }
}

export type TopicOrder = 'rejections' | 'worse'

/** By rejections, as they come; or by how much they got worse, what is clear first: the rest may be chance. */
export function inOrder(analytics: TopicAnalytics, order: TopicOrder): TopicAnalytics {
  if (order === 'rejections') return analytics
  const clear = ({ compared }: TopicFigures) => (compared?.clear && (compared.difference ?? 0) > 0 ? 1 : 0)
  const worse = ({ compared }: TopicFigures) => compared?.difference ?? -Infinity
  const items = [...analytics.items].sort((a, b) => clear(b) - clear(a) || compare(worse(b), worse(a)))
  return { ...analytics, items }
}

const compare = (a: number, b: number) => (a === b ? 0 : a - b)

/** Those with rejections, as many as a glance takes. */
export const topicsAtFirst = (topics: TopicRow[], analytics: TopicAnalytics) =>
  topics.slice(0, Math.min(SHOWN_AT_FIRST, analytics.items.filter(({ notUsefulCount }) => notUsefulCount > 0).length))

function inWords(days: TopicFigures['dailyBreakdown'], daily: number[]): string {
  const most = Math.max(0, ...daily)
  const highest = days[daily.indexOf(most)]
  const last = days.at(-1)
  if (most === 0 || highest === undefined || last === undefined) return 'No rejections in these days'
  return `Rejections day by day: ${count(most)} at most, on ${shortDay(highest.date)}; ${count(daily.at(-1) ?? 0)} on ${shortDay(last.date)}`
}

/** Names the topic that is rejected most, and how many are new. */
export function topicsSummary(analytics: TopicAnalytics): string {
  const [top] = analytics.items
  const yet = analytics.progress.waiting > 0
  if (top === undefined) return `No feedback in these days has found a topic${yet ? ' yet' : ''}.`
  if (analytics.all.notUsefulCount === 0) {
    return yet ? 'No rejection in these days has found its topic yet.' : 'No reply was rejected in these days.'
  }
  if (top.notUsefulCount === 0) return 'No topic that is shown has a rejection in these days.'
  const all = analytics.all.notUsefulCount
  const fresh = analytics.items.filter(({ isNew }) => isNew).length
  const first = `“${top.name}” is rejected most often: ${percent(top.notUsefulCount / all)} of ${counted(all, 'rejection')}.`
  return fresh === 0 ? first : `${first} ${counted(fresh, 'topic')} ${fresh === 1 ? 'is' : 'are'} new this week.`
}

export function topicsTable({ items, other }: TopicAnalytics): ChartTable {
  const cells = ({ failureRate, failureRateLow, failureRateHigh, compared, ...figures }: OtherFigures) => [
    figures.notUsefulCount,
    figures.total,
    tenth(failureRate),
    tenth(failureRateLow),
    tenth(failureRateHigh),
    figures.overriddenCount,
    ...comparedCells(compared, 1),
  ]
  return {
    columns: [
      { label: 'Topic' },
      { label: 'Rejections', numeric: true },
      { label: 'Feedback', numeric: true },
      { label: 'Rejected, %', numeric: true, digits: 1 },
      { label: '95% from, %', numeric: true, digits: 1 },
      { label: '95% to, %', numeric: true, digits: 1 },
      { label: 'Overridden', numeric: true },
      ...COMPARED_COLUMNS,
    ],
    rows: [
      ...items.map((item) => [item.name, ...cells(item)]),
      ...(other.total === 0 ? [] : [[`${OTHER} (in no topic)`, ...cells(other)]]),
    ],
  }
}

/** "Still learning: 120 of 300 messages" */
export function learningText({ messages, messagesNeeded }: TopicProgress): string {
  return messages < messagesNeeded
    ? `Still learning: ${count(messages)} of ${count(messagesNeeded)} messages`
    : `Finding the first topics in ${count(messages)} messages…`
}

/** What still moves behind the figures; null where nothing does. */
export function unsettled(progress: TopicProgress): string | null {
  const regrouping = progress.phase === 'REGROUPING' ? 'Regrouping… Topics may change in a moment.' : null
  const texts = [regrouping, failureText(progress), waitingText(progress)].filter((text) => text !== null)
  return texts.length === 0 ? null : texts.join(' ')
}

/** Why topics stand still; null where nothing is wrong. */
export const failureText = ({ failure }: TopicProgress): string | null =>
  failure === null ? null : `Topics stand still: ${failure}`

/** That most messages are in a language which the sentence model doesn't know, and the way out; null where they aren't. */
export function foreignText({ foreignShare }: TopicProgress): string | null {
  if (foreignShare === null || foreignShare <= 0.5) return null
  return `${percent(foreignShare)} of the latest customer messages are not in English, the one language that the bundled sentence model knows, so these topics are rough. A multilingual model can be mounted:`
}

/** How much is not placed yet; null where nothing waits. */
export function waitingText({ waiting, isWaitingCutOff }: TopicProgress): string | null {
  if (waiting === 0) return null
  if (waiting === 1) return '1 verdict waits for its topic.'
  const number = counted(waiting, 'verdict')
  return `${isWaitingCutOff ? `More than ${number}` : number} wait for their topic.`
}

/** What merging does, before it is done. */
export const mergeConsequence = (from: string, into: string) =>
  `All messages of “${from}” move to “${into}”, and “${from}” is gone. This can’t be undone.`

/** What splitting a message off does, before it is done. */
export const splitConsequence = (from: string) =>
  `The message leaves “${from}” for the new topic, and messages like it follow at the next regrouping and as they arrive.`
