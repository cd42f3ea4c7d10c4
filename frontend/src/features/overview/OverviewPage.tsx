import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { analyticsQuery, type Analytics } from '@/api/queries'
import { rejectionsBehind, windowOf, type WindowSearch } from '@/api/search'
import { ChartFrame } from '@/charts/ChartFrame'
import { ShareDonut } from '@/charts/ShareDonut'
import { TrendChart } from '@/charts/TrendChart'
import { shortDay } from '@/ui/days'
import { FilterBar } from '@/ui/FilterBar'
import { percent } from '@/ui/format'
import { LiveStatus } from '@/ui/LiveStatus'
import { QueryBoundary } from '@/ui/QueryBoundary'
import { NoFeedback } from '@/ui/NoFeedback'
import { PageHeader } from '@/ui/PageHeader'
import { UsefulnessHidden } from '@/ui/UsefulnessHidden'
import { HeadlineBanner } from './HeadlineBanner'
import {
  headline,
  mostRejected,
  periodBefore,
  recentChange,
  shownPeriod,
  statCards,
  trendDomain,
  trendPoints,
  trendSummary,
  trendTable,
  verdicts,
  verdictsSummary,
  verdictsTable,
} from './model'
import classes from './OverviewPage.module.css'
import { StatCards } from './StatCards'
import { WhatAgentsTaught } from './WhatAgentsTaught'

interface OverviewPageProps {
  search: WindowSearch
  onSearchChange: (patch: Partial<WindowSearch>) => void
}

export function OverviewPage({ search, onSearchChange }: OverviewPageProps) {
  const query = useQuery(analyticsQuery(windowOf(search)))
  const byReason = search.reason !== undefined

  return (
    <div className={classes.page}>
      <div className={classes.top}>
        <PageHeader title="Overview" />
        <FilterBar search={search} onChange={onSearchChange} />
      </div>
      <QueryBoundary query={query} skeleton={<OverviewSkeleton />}>
        {(analytics) =>
          analytics.total === 0 ? (
            <NoFeedback search={search} onSearchChange={onSearchChange} />
          ) : (
            <div className={classes.page}>
              <InShort analytics={analytics} search={search} />
              <StatCards cards={statCards(analytics, byReason)} />
              {byReason ? <UsefulnessHidden onSearchChange={onSearchChange} /> : <Usefulness analytics={analytics} />}
              <WhatAgentsTaught search={search} />
            </div>
          )
        }
      </QueryBoundary>
    </div>
  )
}

/** What got worse or better, what was rejected, and what agents did instead. */
function InShort({ analytics, search }: { analytics: Analytics; search: WindowSearch }) {
  const byReason = search.reason !== undefined
  const recent = recentChange(analytics, byReason)
  const headlines = [headline(analytics, byReason), ...(recent ? [recent] : [])]
  return (
    <>
      <LiveStatus>{`Showing ${shownPeriod(analytics)}. ${headlines.map(({ text }) => text).join(' ')}`}</LiveStatus>
      <HeadlineBanner
        headlines={headlines}
        rejected={mostRejected(analytics)}
        replaySearch={rejectionsBehind(search, analytics)}
        filters={windowOf(search)}
      />
    </>
  )
}

function Usefulness({ analytics }: { analytics: Analytics }) {
  const points = trendPoints(analytics)
  const { from, to, usefulCount, total } = analytics
  return (
    <div className={classes.charts}>
      <ChartFrame
        title="Usefulness, day by day"
        summary={trendSummary(points)}
        table={trendTable(points)}
        fileName={`usefulness-${from}-${to}`}
      >
        <TrendChart
          points={points}
          domain={trendDomain(points)}
          words={{
            measure: 'useful',
            before: periodBefore(analytics),
            beforeOn: (day) => `Period before, ${shortDay(day)}`,
            nothing: 'No feedback',
          }}
        />
      </ChartFrame>
      <ChartFrame
        title="Verdicts"
        summary={verdictsSummary(analytics)}
        table={verdictsTable(analytics)}
        fileName={`verdicts-${from}-${to}`}
      >
        <ShareDonut slices={verdicts(analytics)} centre={{ figure: percent(usefulCount / total), label: 'useful' }} />
      </ChartFrame>
    </div>
  )
}

function OverviewSkeleton() {
  return (
    <div className={classes.page} role="status" aria-label="Loading">
      <Skeleton h={152} />
      <div className={classes.cards}>
        <Skeleton h={128} />
        <Skeleton h={128} />
        <Skeleton h={128} />
      </div>
      <div className={classes.charts}>
        <Skeleton h={428} />
        <Skeleton h={428} />
      </div>
    </div>
  )
}
