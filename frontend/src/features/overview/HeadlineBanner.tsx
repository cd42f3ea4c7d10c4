import IconEqual from '@tabler/icons-react/dist/esm/icons/IconEqual.mjs'
import IconTrendingDown from '@tabler/icons-react/dist/esm/icons/IconTrendingDown.mjs'
import IconTrendingUp from '@tabler/icons-react/dist/esm/icons/IconTrendingUp.mjs'
import { Link } from '@tanstack/react-router'
import type { ReplaySearch, WindowSearch } from '@/api/search'
import { count } from '@/ui/format'
import linkClasses from '@/ui/link.module.css'
import { ReplayLink } from '@/ui/ReplayLink'
import classes from './HeadlineBanner.module.css'
import type { Headline, MostRejected } from './model'

const ICONS = { better: IconTrendingUp, worse: IconTrendingDown, neutral: IconEqual }

interface HeadlineBannerProps {
  headlines: Headline[]
  rejected: MostRejected | null
  /** What Replay shows of the rejections counted here. */
  replaySearch: ReplaySearch
  filters: WindowSearch
}

/** The ten seconds: what got worse or better, which reply was rejected most, and what agents did instead. */
export function HeadlineBanner({ headlines, rejected, replaySearch, filters }: HeadlineBannerProps) {
  return (
    <section className={classes.banner} aria-label="In short">
      {headlines.map((headline) => (
        <Line key={headline.text} headline={headline} />
      ))}
      {rejected && (
        <div className={classes.rejected}>
          <dl className={classes.replies}>
            <dt>Most rejected, {rejected.times}</dt>
            <dd>“{rejected.aiReply}”</dd>
            <dt>An agent sent instead</dt>
            <dd>{rejected.agentReply === null ? 'Nothing of their own.' : `“${rejected.agentReply}”`}</dd>
          </dl>
          <p className={classes.links}>
            <ReplayLink search={{ ...replaySearch, aiReplyId: rejected.aiReplyId }}>
              See all {count(rejected.rejections)} rejections
            </ReplayLink>
            <Link to="/trends" search={filters} hash="most-rejected-replies" className={linkClasses.link}>
              All most rejected replies
            </Link>
          </p>
        </div>
      )}
    </section>
  )
}

function Line({ headline: { tone, text } }: { headline: Headline }) {
  const Icon = ICONS[tone]
  return (
    <p className={classes.line} data-tone={tone}>
      <Icon className={classes.icon} size={24} stroke={2} aria-hidden />
      <span>{text}</span>
    </p>
  )
}
