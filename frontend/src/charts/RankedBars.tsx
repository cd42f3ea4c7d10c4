import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { ChangeNote } from '@/ui/ChangeNote'
import type { Change } from '@/ui/change'
import type { Interval } from '@/ui/statistics'
import classes from './RankedBars.module.css'

export interface RankedBar {
  key: string
  label: string
  /** How far the bar reaches; null where there is nothing to take a share of. */
  share: number | null
  interval: Interval | null
  /** The figure at the bar's end: "72.4%". */
  figure: string
  /** What the figure was counted on: "130 of 180". */
  note: string
  change: Change | null
}

interface RankedBarsProps {
  bars: RankedBar[]
  /** The share that fills the whole width. */
  full: number
  color: 'useful' | 'not-useful'
  /** Wraps a bar's label in a link to what is behind it. */
  linkTo?: (bar: RankedBar, label: ReactNode) => ReactNode
}

/** More bars than these are folded away, so that a helpdesk with thirty models still sees its page. */
const SHOWN_AT_FIRST = 8

/** Shares beside each other, each written out: the bars are for the eye alone, and hidden from screen readers. */
export function RankedBars({ bars, full, color, linkTo }: RankedBarsProps) {
  const [all, setAll] = useState(false)
  const across = (share: number) => `${Math.min(100, (100 * share) / full)}%`
  const shown = all ? bars : bars.slice(0, SHOWN_AT_FIRST)
  return (
    <>
      <ol className={classes.bars} data-color={color}>
        {shown.map((bar) => (
          <li key={bar.key} className={classes.row}>
            <span className={classes.label}>{linkTo ? linkTo(bar, bar.label) : bar.label}</span>
            <span className={classes.figure}>{bar.figure}</span>
            <span className={classes.track} aria-hidden>
              {bar.share !== null && <span className={classes.bar} style={{ width: across(bar.share) }} />}
              {bar.interval && (
                <span
                  className={classes.whisker}
                  style={{
                    left: across(bar.interval.lower),
                    width: across(bar.interval.upper - bar.interval.lower),
                  }}
                />
              )}
            </span>
            <span className={classes.note}>{bar.note}</span>
            <span className={classes.change}>{bar.change && <ChangeNote change={bar.change} />}</span>
          </li>
        ))}
      </ol>
      {bars.length > SHOWN_AT_FIRST && (
        <Button
          variant="subtle"
          size="compact-sm"
          mt="sm"
          aria-expanded={all}
          onClick={() => {
            setAll(!all)
          }}
        >
          {all ? 'Show fewer' : `Show all ${bars.length}`}
        </Button>
      )}
    </>
  )
}
