import type { Comparison } from '@/api/queries'
import { addDays, daysIn, type Period } from '@/api/days'
import { count, percent, points } from './format'

/* What the backend compared, in words. It leaves out today, and tells what is clear from what may be chance. */

/** How a figure moved against the days before, in words that need no colour. */
export interface Change {
  direction: 'up' | 'down' | 'none'
  tone: 'better' | 'worse' | 'neutral'
  text: string
}

/** A share's change: of what is not useful or overridden, or of an item's part of all. */
export const shareChange = (compared: Comparison | null) => changeOf(compared, 1)

/** The change of the share that is useful, where the share that is not was compared. */
export const usefulChange = (compared: Comparison | null) => changeOf(compared, -1)

function changeOf(compared: Comparison | null, sign: 1 | -1): Change | null {
  if (compared?.difference == null) return null
  if (!compared.clear) return { direction: 'none', tone: 'neutral', text: 'no clear change' }
  const direction = sign * compared.difference > 0 ? 'up' : 'down'
  const text = `${direction} ${points(compared.difference)}`
  // One item's part can fall because another one's rose: neither good nor bad.
  if (compared.measure === 'PART_OF_ALL') return { direction, tone: 'neutral', text }
  const tone = compared.difference > 0 ? 'worse' : 'better'
  return { direction, tone, text: `${tone}: ${text}` }
}

/** The change of how much there was. More feedback is neither good nor bad. */
export function countChange(compared: Comparison | null): Change | null {
  if (compared === null || compared.previous.total === 0) return null
  const [now, before] = [compared.current.total, compared.previous.total]
  if (now === before) return { direction: 'none', tone: 'neutral', text: 'as many' }
  const direction = now > before ? 'up' : 'down'
  const ratio = Math.abs(now - before) / before
  const amount = ratio > 2 ? `from ${count(before)}` : percent(ratio)
  return { direction, tone: 'neutral', text: `${direction} ${amount}` }
}

/** Whether the window has days that are not compared: today, which is not over. */
export const leavesOutToday = ({ current }: Comparison, { to }: Period) => current.to < to

/** What is compared with: "the 30 days before", "the 29 whole days before", "the same 6 days a week before". */
export function daysBefore(compared: Comparison, filters: Period): string {
  const { current, previous } = compared
  const days = daysIn(previous)
  const apart = daysIn({ from: previous.from, to: current.from }) - 1
  if (addDays(previous.to, 1) !== current.from) {
    return `the same ${days} days ${apart === 7 ? 'a week' : `${apart / 7} weeks`} before`
  }
  const whole = leavesOutToday(compared, filters)
  if (days === 1) return whole ? 'the day before yesterday' : 'the day before'
  return `the ${days} ${whole ? 'whole ' : ''}days before`
}

/** "in the 30 days before"; a day of its own stands without "in". */
export function inDaysBefore(compared: Comparison, filters: Period): string {
  return daysIn(compared.previous) === 1 ? daysBefore(compared, filters) : `in ${daysBefore(compared, filters)}`
}
