import type { Breakdown, BreakdownItem, TopNegativeMessage } from '@/api/queries'
import type { RankedBar } from '@/charts/RankedBars'
import type { ChartTable } from '@/charts/table'
import { COMPARED_COLUMNS, comparedCells } from '@/charts/compared-cells'
import { shareChange, usefulChange } from '@/ui/change'
import { count, counted, percent, points, share, valueLabel } from '@/ui/format'
import { wilson } from '@/ui/statistics'
import { spreadsheetTime } from '@/ui/time'

/* What Trends says and draws, from the breakdowns and the most rejected replies. */

const useful = ({ usefulCount, total }: Pick<BreakdownItem, 'usefulCount' | 'total'>) => ({
  part: usefulCount,
  whole: total,
})
const sum = (items: BreakdownItem[], figure: (item: BreakdownItem) => number) =>
  items.reduce((total, item) => total + figure(item), 0)
const tenth = (value: number | null) => (value === null ? null : Math.round(value * 1000) / 10)
const keyOf = (value: string | null) => value ?? ''

/** Reasons, the most frequent first: how much of all rejections each one has. */
export function reasonBars({ items }: Breakdown): RankedBar[] {
  const whole = sum(items, ({ total }) => total)
  return items
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total)
    .map(({ value, total, overriddenCount, compared }) => ({
      key: keyOf(value),
      label: valueLabel('reason', value),
      share: total / whole,
      interval: null,
      figure: percent(total / whole),
      note: `${counted(total, 'rejection')}, ${count(overriddenCount)} overridden`,
      change: shareChange(compared),
    }))
}

export function reasonSummary({ items }: Breakdown): string {
  const named = items.filter(({ value, total }) => value !== null && total > 0).sort((a, b) => b.total - a.total)
  const whole = sum(items, ({ total }) => total)
  const [top] = named
  if (top === undefined)
    return whole === 0 ? 'No reply was rejected in these days.' : 'No rejection came with a reason.'
  return `“${valueLabel('reason', top.value)}” is the most frequent reason: ${percent(top.total / whole)} of ${counted(whole, 'rejection')}.`
}

export function reasonTable({ items }: Breakdown): ChartTable {
  const whole = sum(items, ({ total }) => total)
  return {
    columns: [
      { label: 'Reason' },
      { label: 'Rejections', numeric: true },
      { label: 'Share, %', numeric: true, digits: 1 },
      { label: 'Overridden', numeric: true },
      ...COMPARED_COLUMNS,
    ],
    rows: items.map(({ value, total, overriddenCount, compared }) => [
      valueLabel('reason', value),
      total,
      tenth(share(total, whole)),
      overriddenCount,
      ...comparedCells(compared, 1),
    ]),
  }
}

/** Usefulness by value, the lowest first: what needs a look stands on top. */
export function usefulnessBars({ by, items }: Breakdown): RankedBar[] {
  return items
    .filter(({ total }) => total > 0)
    .sort((a, b) => a.usefulCount / a.total - b.usefulCount / b.total || b.total - a.total)
    .map((item) => ({
      key: keyOf(item.value),
      label: valueLabel(by, item.value),
      share: item.usefulCount / item.total,
      interval: wilson(useful(item)),
      figure: percent(item.usefulCount / item.total),
      note: `${count(item.usefulCount)} of ${count(item.total)} useful`,
      change: usefulChange(item.compared),
    }))
}

/** Names the value that got clearly worse most, else better; what else differs may be chance. */
export function usefulnessSummary({ by, items }: Breakdown): string {
  const current = items.filter(({ total }) => total > 0)
  const [first] = current
  if (first === undefined) return 'No feedback in these days.'
  const moved = items
    .filter(({ compared }) => compared?.clear)
    .sort((a, b) => (b.compared?.difference ?? 0) - (a.compared?.difference ?? 0))
  const [worst, best] = [moved[0], moved.at(-1)]
  const told = worst?.compared?.difference && worst.compared.difference > 0 ? worst : best
  const alone = current.length === 1 ? `All feedback is from “${valueLabel(by, first.value)}”.` : null
  if (told?.compared?.difference == null) return alone ?? `No ${by} changed clearly.`
  const { difference } = told.compared
  const most = `“${valueLabel(by, told.value)}” got ${difference > 0 ? 'worse' : 'better'}${moved.length > 1 ? ' most' : ''}, by ${points(difference)}.`
  return alone === null ? most : `${alone} ${most}`
}

export function usefulnessTable({ by, items }: Breakdown): ChartTable {
  return {
    columns: [
      { label: by === 'channel' ? 'Channel' : 'Model' },
      { label: 'Useful', numeric: true },
      { label: 'Feedback', numeric: true },
      { label: 'Useful, %', numeric: true, digits: 1 },
      { label: '95% from, %', numeric: true, digits: 1 },
      { label: '95% to, %', numeric: true, digits: 1 },
      { label: 'Overridden', numeric: true },
      ...COMPARED_COLUMNS,
    ],
    rows: items.map((item) => {
      const interval = wilson(useful(item))
      return [
        valueLabel(by, item.value),
        item.usefulCount,
        item.total,
        tenth(share(item.usefulCount, item.total)),
        tenth(interval?.lower ?? null),
        tenth(interval?.upper ?? null),
        item.overriddenCount,
        ...comparedCells(item.compared, -1),
      ]
    }),
  }
}

export type SortKey = 'message' | 'aiReply' | 'agentReply' | 'rejections' | 'lastRejectedAt'

export interface Sorting {
  key: SortKey
  descending: boolean
}

export const INITIAL_SORTING: Sorting = { key: 'rejections', descending: true }

/** Asked for another column: texts start at A, figures and dates at the top. The same column again turns round. */
export function nextSorting(current: Sorting, key: SortKey): Sorting {
  if (current.key === key) return { key, descending: !current.descending }
  return { key, descending: key === 'rejections' || key === 'lastRejectedAt' }
}

const COLLATOR = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

export function sorted(replies: TopNegativeMessage[], { key, descending }: Sorting): TopNegativeMessage[] {
  const sign = descending ? -1 : 1
  return [...replies].sort((a, b) => {
    const [left, right] = [a[key], b[key]]
    // What isn't there is last, whichever way round.
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right)
    if (key === 'lastRejectedAt') return sign * (Date.parse(String(left)) - Date.parse(String(right)))
    return sign * COLLATOR.compare(String(left), String(right))
  })
}

export function rejectedTable(replies: TopNegativeMessage[], timeZone: string): ChartTable {
  return {
    columns: [
      { label: 'Message' },
      { label: 'AI Reply' },
      { label: 'Agent Override' },
      { label: 'Times rejected', numeric: true },
      { label: `Last (${timeZone})` },
    ],
    rows: replies.map(({ message, aiReply, agentReply, rejections, lastRejectedAt }) => [
      message,
      aiReply,
      agentReply,
      rejections,
      spreadsheetTime(timeZone, lastRejectedAt),
    ]),
  }
}
