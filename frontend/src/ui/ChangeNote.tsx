import IconArrowDownRight from '@tabler/icons-react/dist/esm/icons/IconArrowDownRight.mjs'
import IconArrowUpRight from '@tabler/icons-react/dist/esm/icons/IconArrowUpRight.mjs'
import IconMinus from '@tabler/icons-react/dist/esm/icons/IconMinus.mjs'
import type { Change } from './change'
import classes from './ChangeNote.module.css'

const ICONS = { up: IconArrowUpRight, down: IconArrowDownRight, none: IconMinus }

export function ChangeNote({ change }: { change: Change }) {
  const Icon = ICONS[change.direction]
  return (
    <span className={classes.note} data-tone={change.tone}>
      <Icon size={14} stroke={2.25} aria-hidden />
      {change.text}
    </span>
  )
}
