import { CloseButton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './replay.module.css'

interface FilterChipProps {
  /** What the list is narrowed to: "One AI reply". */
  name: string
  removeLabel: string
  onRemove: () => void
  children: ReactNode
}

/** Says what the list is about alone, and takes that back. */
export function FilterChip({ name, removeLabel, onRemove, children }: FilterChipProps) {
  return (
    <div className={classes.chip} role="group" aria-label={name}>
      <span className={classes.chipText}>{children}</span>
      <CloseButton size="sm" aria-label={removeLabel} onClick={onRemove} />
    </div>
  )
}
