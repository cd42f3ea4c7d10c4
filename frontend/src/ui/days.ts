/*
 * Reporting days, `YYYY-MM-DD`. They are counted by the server in its own zone: here they are names of days, to be
 * ordered, added to and written out, and never meet the browser's clock or zone.
 */

const MS_PER_DAY = 86_400_000

const number = (day: string) => Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY
const name = (dayNumber: number) => new Date(dayNumber * MS_PER_DAY).toISOString().slice(0, 10)

export const addDays = (day: string, days: number) => name(number(day) + days)

/** How many days from `from` to `to`, both included. */
export const daysIn = ({ from, to }: Period) => number(to) - number(from) + 1

export interface Period {
  from: string
  to: string
}

/** The last so many days, today included. */
export const lastDays = (today: string, days: number): Period => ({ from: addDays(today, 1 - days), to: today })

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
const SHORT = format({ day: 'numeric', month: 'short' })
const FULL = format({ day: 'numeric', month: 'short', year: 'numeric' })
const WEEKDAY = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })

const write = (formatter: Intl.DateTimeFormat) => (day: string) => formatter.format(number(day) * MS_PER_DAY)

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
