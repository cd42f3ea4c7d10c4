import { useEffect, useState } from 'react'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })

/** 23 Nov 2026, 14:05 in the reporting zone. */
export function instantIn(timeZone: string, instant: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(instant),
  )
}

/** 2026-11-23 14:05 in the reporting zone: what a spreadsheet takes for a date. */
export function spreadsheetTime(timeZone: string, instant: string): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(
    new Date(instant),
  )
}

/** 5 min. ago; yesterday; 3 wk. ago */
export function timeAgo(instant: string, now: number): string {
  const elapsed = Math.max(0, now - Date.parse(instant))
  if (elapsed < MINUTE) return 'just now'
  if (elapsed < HOUR) return RELATIVE.format(-Math.floor(elapsed / MINUTE), 'minute')
  if (elapsed < DAY) return RELATIVE.format(-Math.floor(elapsed / HOUR), 'hour')
  const days = Math.floor(elapsed / DAY)
  if (days < 14) return RELATIVE.format(-days, 'day')
  if (days < 60) return RELATIVE.format(-Math.floor(days / 7), 'week')
  if (days < 730) return RELATIVE.format(-Math.floor(days / 30), 'month')
  return RELATIVE.format(-Math.floor(days / 365), 'year')
}

/** The present moment, renewed every minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
    }, MINUTE)
    return () => {
      clearInterval(timer)
    }
  }, [])
  return now
}
