/*
 * Reporting days, `YYYY-MM-DD`. They are counted by the server in its own zone: here they are names of days, to be
 * ordered and added to, and never meet the browser's clock or zone.
 */

const MS_PER_DAY = 86_400_000

const name = (dayNumber: number) => new Date(dayNumber * MS_PER_DAY).toISOString().slice(0, 10)

/** Days since 1 January 1970. */
export const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY

export const addDays = (day: string, days: number) => name(dayNumber(day) + days)

/** How many days from `from` to `to`, both included. */
export const daysIn = ({ from, to }: Period) => dayNumber(to) - dayNumber(from) + 1

export interface Period {
  from: string
  to: string
}

/** The last so many days, today included. */
export const lastDays = (today: string, days: number): Period => ({ from: addDays(today, 1 - days), to: today })
