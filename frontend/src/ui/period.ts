import { lastDays, type Period } from '@/api/days'
import { presetDays, type Days, type Preset } from '@/api/search'

/** What a page shows when its URL names no days. */
export type NoDaysMeans = 'the last 30 days' | 'all time'

const DEFAULT: Preset = '30d'

/** The longest window the API takes, in days: three years. */
export const LONGEST_WINDOW = 3 * 365

/** The days a page shows, or null for all time. */
export function periodOf({ period, from, to }: Days, today: string, noDaysMeans: NoDaysMeans): Period | null {
  if (from !== undefined && to !== undefined) return { from, to }
  if (period !== undefined) return presetDays(period, today)
  return noDaysMeans === 'all time' ? null : presetDays(DEFAULT, today)
}

/** Which preset the URL says, 'all' for all time, or null for days of the reader's own choice. */
export function presetOf({ period, from }: Days, noDaysMeans: NoDaysMeans): Preset | 'all' | null {
  if (from !== undefined) return null
  return period ?? (noDaysMeans === 'all time' ? 'all' : DEFAULT)
}

/** What the URL has to say for a preset; a page's default is left unsaid. */
export function searchOfPreset(preset: Preset | 'all', noDaysMeans: NoDaysMeans): Days {
  const unsaid = noDaysMeans === 'all time' ? 'all' : DEFAULT
  const period = preset === unsaid || preset === 'all' ? undefined : preset
  return { period, from: undefined, to: undefined }
}

/** The longest window the API takes, up to today. */
export const longestWindow = (today: string) => lastDays(today, LONGEST_WINDOW)
