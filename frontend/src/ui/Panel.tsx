import type { ReactNode } from 'react'
import classes from './Panel.module.css'

interface PanelProps {
  /** The id of the heading that names this panel. */
  labelledBy?: string
  children: ReactNode
}

/** The surface that every block of a page stands on. */
export function Panel({ labelledBy, children }: PanelProps) {
  return (
    <section className={classes.panel} aria-labelledby={labelledBy}>
      {children}
    </section>
  )
}
