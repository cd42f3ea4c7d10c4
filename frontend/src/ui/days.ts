import { daysIn, type Period } from '@/api/days'

/* Reporting days, written out. They are names of days: the browser's zone has no say. */

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
const SHORT = format({ day: 'numeric', month: 'short' })
const FULL = format({ day: 'numeric', month: 'short', year: 'numeric' })
const WEEKDAY = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })

const write = (formatter: Intl.DateTimeFormat) => (day: string) => formatter.format(Date.parse(`${day}T00:00:00Z`))

/** 23 Nov */
export const shortDay = write(SHORT)
/** 23 Nov 2026 */
export const fullDay = write(FULL)
/** Mon, 23 Nov 2026 */
export const weekday = write(WEEKDAY)

/** 25 Oct – 23 Nov 2026; the year is said once where both ends share it. */
export function periodLabel({ from, to }: Period): string {
  if (from === to) return fullDay(from)
  return `${from.slice(0, 4) === to.slice(0, 4) ? shortDay(from) : fullDay(from)} – ${fullDay(to)}`
}

/** the last 30 days; 1 – 14 Nov 2026 */
export function periodPhrase(period: Period, today: string): string {
  const days = daysIn(period)
  if (period.to !== today) return periodLabel(period)
  return days === 1 ? 'today' : `the last ${days} days`
}
