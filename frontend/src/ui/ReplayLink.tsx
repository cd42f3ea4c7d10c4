import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ReplaySearch } from '@/api/search'
import classes from './link.module.css'

interface ReplayLinkProps {
  search: ReplaySearch
  /** The link's name where its content alone would not say enough. */
  label?: string
  children: ReactNode
}

/** From a figure to the feedback behind it. */
export function ReplayLink({ search, label, children }: ReplayLinkProps) {
  return (
    <Link to="/replay" search={search} className={classes.link} aria-label={label}>
      {children}
    </Link>
  )
}
