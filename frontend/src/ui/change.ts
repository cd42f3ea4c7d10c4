import { count, percent, points } from './format'
import { compare, type Counted } from './statistics'

/** How a figure moved against the period before, in words that need no colour. */
export interface Change {
  direction: 'up' | 'down' | 'none'
  tone: 'better' | 'worse' | 'neutral'
  text: string
}

/** A share's change. What chance may explain is no change. */
export function shareChange(now: Counted, before: Counted, betterWhen: 'up' | 'down' | 'neither'): Change | null {
  const comparison = compare(now, before)
  if (comparison === null) return null
  if (!comparison.clear) return { direction: 'none', tone: 'neutral', text: 'no clear change' }
  const direction = comparison.difference > 0 ? 'up' : 'down'
  const text = `${direction} ${points(comparison.difference)}`
  if (betterWhen === 'neither') return { direction, tone: 'neutral', text }
  const tone = direction === betterWhen ? 'better' : 'worse'
  return { direction, tone, text: `${tone}: ${text}` }
}

/** A count's change. More feedback is neither good nor bad. */
export function countChange(now: number, before: number): Change | null {
  if (before === 0) return null
  if (now === before) return { direction: 'none', tone: 'neutral', text: 'as many' }
  const direction = now > before ? 'up' : 'down'
  const ratio = Math.abs(now - before) / before
  const amount = ratio > 2 ? `from ${count(before)}` : percent(ratio)
  return { direction, tone: 'neutral', text: `${direction} ${amount}` }
}
