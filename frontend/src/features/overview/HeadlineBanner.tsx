import IconEqual from '@tabler/icons-react/dist/esm/icons/IconEqual.mjs'
import IconTrendingDown from '@tabler/icons-react/dist/esm/icons/IconTrendingDown.mjs'
import IconTrendingUp from '@tabler/icons-react/dist/esm/icons/IconTrendingUp.mjs'
import classes from './HeadlineBanner.module.css'
import type { Headline } from './model'

const ICONS = { better: IconTrendingUp, worse: IconTrendingDown, neutral: IconEqual }

export function HeadlineBanner({ headline: { tone, text } }: { headline: Headline }) {
  const Icon = ICONS[tone]
  return (
    <p className={classes.banner} data-tone={tone}>
      <Icon className={classes.icon} size={24} stroke={2} aria-hidden />
      <span>{text}</span>
    </p>
  )
}
