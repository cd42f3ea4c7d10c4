import type { Dimension, Reason } from '@/api/queries'

const COUNT = new Intl.NumberFormat('en')
const PERCENT = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
const WHOLE_PERCENT = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0 })
const POINTS = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** 1,234 */
export const count = (value: number) => COUNT.format(value)

/** 1,234.0 */
export const decimal = (value: number, digits: number) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** 1 reply, 1,234 replies */
export const counted = (value: number, one: string, many = `${one}s`) => `${count(value)} ${value === 1 ? one : many}`

/** 72.4% */
export const percent = (share: number) => PERCENT.format(share)

/** 72% */
export const wholePercent = (share: number) => WHOLE_PERCENT.format(share)

/** 2.4 points: the distance between two shares, without its sign. */
export const points = (difference: number) => `${POINTS.format(Math.abs(difference) * 100)} points`

/** A share of nothing is unknown, not zero. */
export const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

const REASONS: Record<Reason, string> = {
  INCORRECT: 'Incorrect',
  INCOMPLETE: 'Incomplete',
  IRRELEVANT: 'Irrelevant',
  OUTDATED: 'Outdated',
  TONE: 'Wrong tone',
  OTHER: 'Other',
}

export const DIMENSION_LABELS: Record<Dimension, string> = { channel: 'Channel', model: 'Model', reason: 'Reason' }

export const reasonLabel = (reason: Reason) => REASONS[reason]

const isReason = (value: string): value is Reason => value in REASONS

/** How a value of a dimension is shown; null and the empty value stand for "has none". */
export function valueLabel(dimension: Dimension, value: string | null): string {
  if (value === null || value === '') return `No ${dimension}`
  return dimension === 'reason' && isReason(value) ? REASONS[value] : value
}
