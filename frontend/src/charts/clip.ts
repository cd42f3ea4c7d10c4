import type { Interval } from '@/ui/statistics'

/** As much of an interval as an axis has room for: beyond its ends, a chart would draw over what surrounds it. */
export function clipped({ lower, upper }: Interval, [low, high]: [number, number]): Interval {
  const within = (value: number) => Math.min(high, Math.max(low, value))
  return { lower: within(lower), upper: within(upper) }
}
