import type { ReactNode } from 'react'
import classes from './Panel.module.css'

interface PanelProps {
  /** What a link's hash leads to it by. */
  id?: string
  /** The id of the heading that names this panel. */
  labelledBy?: string
  children: ReactNode
}

/** A panel's heading, which its `labelledBy` names. */
export function PanelTitle({ id, children }: { id: string; children: ReactNode }) {
  return (
    <h2 id={id} className={classes.title}>
      {children}
    </h2>
  )
}

/** The surface that every block of a page stands on. */
export function Panel({ id, labelledBy, children }: PanelProps) {
  return (
    <section id={id} className={classes.panel} aria-labelledby={labelledBy}>
      {children}
    </section>
  )
}
