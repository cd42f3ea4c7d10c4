import IconThumbDown from '@tabler/icons-react/dist/esm/icons/IconThumbDown.mjs'
import IconThumbUp from '@tabler/icons-react/dist/esm/icons/IconThumbUp.mjs'
import classes from './replay.module.css'

export function VerdictLabel({ useful }: { useful: boolean }) {
  const Icon = useful ? IconThumbUp : IconThumbDown
  return (
    <span className={classes.verdict} data-useful={useful}>
      <Icon size={16} stroke={2} aria-hidden />
      {useful ? 'Useful' : 'Rejected'}
    </span>
  )
}
