import type { Interval } from '@/ui/statistics'

type Domain = [low: number, high: number]

/** A value, or the end of the axis that it lies beyond. */
export const within = (value: number, [low, high]: Domain) => Math.min(high, Math.max(low, value))

/** As much of an interval as an axis has room for: beyond its ends, a chart would draw over what surrounds it. */
export function clipped({ lower, upper }: Interval, domain: Domain): Interval {
  return { lower: within(lower, domain), upper: within(upper, domain) }
}
