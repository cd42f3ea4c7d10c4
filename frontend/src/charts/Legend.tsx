import type { ReactNode } from 'react'
import classes from './Legend.module.css'

interface LegendProps {
  entries: { mark: ReactNode; label: string }[]
}

export function Legend({ entries }: LegendProps) {
  return (
    <ul className={classes.legend}>
      {entries.map(({ mark, label }) => (
        <li key={label}>
          <svg width="22" height="12" viewBox="0 0 22 12" aria-hidden>
            {mark}
          </svg>
          {label}
        </li>
      ))}
    </ul>
  )
}
