import type { WindowSearch } from '@/api/search'
import { daysIn, lastDays, type Period } from './days'

/** What a page shows when its URL names no days. */
export type NoDaysMeans = 'the last 30 days' | 'all time'

export const PRESETS = [7, 30, 90] as const
export const DEFAULT_DAYS = 30

/** The longest window the API takes, in days: three years. */
export const LONGEST_WINDOW = 3 * 365

/** The days a page shows, or null for all time. */
export function periodOf({ from, to }: WindowSearch, today: string, noDaysMeans: NoDaysMeans): Period | null {
  if (from !== undefined && to !== undefined) return { from, to }
  return noDaysMeans === 'all time' ? null : lastDays(today, DEFAULT_DAYS)
}

/** Which of the presets the days are: '7', '30', '90' or 'all', or null for days of the reader's own choice. */
export function presetOf(search: WindowSearch, today: string, noDaysMeans: NoDaysMeans): string | null {
  const period = periodOf(search, today, noDaysMeans)
  if (period === null) return 'all'
  const days = PRESETS.find((preset) => period.to === today && daysIn(period) === preset)
  return days === undefined ? null : String(days)
}

/** What the URL has to say for a preset. A page's default is left unsaid: then it moves on with the days. */
export function searchOfPreset(
  preset: string,
  today: string,
  noDaysMeans: NoDaysMeans,
): Pick<WindowSearch, 'from' | 'to'> {
  const unsaid = noDaysMeans === 'all time' ? 'all' : String(DEFAULT_DAYS)
  return preset === unsaid ? { from: undefined, to: undefined } : lastDays(today, Number(preset))
}
