import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { analyticsQuery, breakdownQuery, type Breakdown } from '@/api/queries'
import { rejectionsBehind, windowOf, type ReplaySearch, type WindowSearch } from '@/api/search'
import { ChartFrame } from '@/charts/ChartFrame'
import { RankedBars, type RankedBar } from '@/charts/RankedBars'
import { periodPhrase } from '@/ui/days'
import { FilterBar } from '@/ui/FilterBar'
import { count, counted, DIMENSION_LABELS } from '@/ui/format'
import { LiveStatus } from '@/ui/LiveStatus'
import { QueryBoundary } from '@/ui/QueryBoundary'
import { NoFeedback } from '@/ui/NoFeedback'
import { PageHeader } from '@/ui/PageHeader'
import { ReplayLink } from '@/ui/ReplayLink'
import { UsefulnessHidden } from '@/ui/UsefulnessHidden'
import { reasonBars, reasonSummary, reasonTable, usefulnessBars, usefulnessSummary, usefulnessTable } from './model'
import { MostRejectedReplies } from './MostRejectedReplies'
import { CASES_HEIGHT } from './OverrideCases'
import { Topics, TOPICS_HEIGHT } from './Topics'
import classes from './TrendsPage.module.css'

interface TrendsPageProps {
  search: WindowSearch
  onSearchChange: (patch: Partial<WindowSearch>) => void
}

export function TrendsPage({ search, onSearchChange }: TrendsPageProps) {
  const shown = windowOf(search)
  const query = useQuery(analyticsQuery(shown))

  return (
    <div className={classes.page}>
      <div className={classes.top}>
        <PageHeader title="Trends" />
        <FilterBar search={search} onChange={onSearchChange} />
      </div>
      <QueryBoundary query={query} skeleton={<TrendsSkeleton />}>
        {(analytics) => {
          if (analytics.total === 0) return <NoFeedback search={search} onSearchChange={onSearchChange} />
          const replaySearch = rejectionsBehind(shown, analytics)
          return (
            <div className={classes.page}>
              <LiveStatus>
                {`Showing ${periodPhrase(analytics, analytics.today)}: ${counted(analytics.notUsefulCount, 'reply', 'replies')} rejected of ${count(analytics.total)}.`}
              </LiveStatus>
              <Topics filters={shown} replaySearch={replaySearch} onSearchChange={onSearchChange} />
              <div className={classes.breakdowns}>
                <Reasons filters={shown} replaySearch={replaySearch} />
                {shown.reason === undefined ? (
                  <>
                    <Usefulness by="channel" filters={shown} replaySearch={replaySearch} />
                    <Usefulness by="model" filters={shown} replaySearch={replaySearch} />
                  </>
                ) : (
                  <UsefulnessHidden onSearchChange={onSearchChange} />
                )}
              </div>
              <MostRejectedReplies
                replies={analytics.topNegativeMessages}
                period={analytics}
                replaySearch={replaySearch}
              />
            </div>
          )
        }}
      </QueryBoundary>
    </div>
  )
}

interface BreakdownPanelProps {
  filters: WindowSearch
  /** What Replay shows of the rejections counted here. */
  replaySearch: ReplaySearch
}

function Reasons({ filters, replaySearch }: BreakdownPanelProps) {
  const query = useQuery(breakdownQuery('reason', filters))
  return (
    <QueryBoundary query={query} skeleton={<Skeleton h={320} />}>
      {(breakdown) => {
        const bars = reasonBars(breakdown)
        return (
          <ChartFrame
            title="Why replies are rejected"
            summary={reasonSummary(breakdown)}
            table={reasonTable(breakdown)}
            fileName={fileName(breakdown)}
          >
            <RankedBars
              bars={bars}
              full={Math.max(...bars.map(({ share }) => share ?? 0))}
              color="not-useful"
              linkTo={(bar, label) => <ReplayLink search={{ ...replaySearch, reason: [bar.key] }}>{label}</ReplayLink>}
            />
          </ChartFrame>
        )
      }}
    </QueryBoundary>
  )
}

function Usefulness({ by, filters, replaySearch }: BreakdownPanelProps & { by: 'channel' | 'model' }) {
  const query = useQuery(breakdownQuery(by, filters))
  const linkTo = (bar: RankedBar, label: ReactNode) => (
    <ReplayLink search={{ ...replaySearch, [by]: [bar.key] }}>{label}</ReplayLink>
  )
  return (
    <QueryBoundary query={query} skeleton={<Skeleton h={320} />}>
      {(breakdown) => (
        <ChartFrame
          title={`Usefulness by ${DIMENSION_LABELS[by].toLowerCase()}`}
          summary={usefulnessSummary(breakdown)}
          table={usefulnessTable(breakdown)}
          fileName={fileName(breakdown)}
        >
          <RankedBars bars={usefulnessBars(breakdown)} full={1} color="useful" linkTo={linkTo} />
          <p className={classes.key}>Bar: share of useful replies. Whisker: its 95% interval.</p>
        </ChartFrame>
      )}
    </QueryBoundary>
  )
}

const fileName = ({ by, from, to }: Breakdown) => `${by}s-${from}-${to}`

function TrendsSkeleton() {
  return (
    <div className={classes.page} role="status" aria-label="Loading">
      <Skeleton h={TOPICS_HEIGHT} />
      <Skeleton h={CASES_HEIGHT} />
      <div className={classes.breakdowns}>
        <Skeleton h={780} />
        <Skeleton h={420} />
        <Skeleton h={340} />
      </div>
      <Skeleton h={640} />
    </div>
  )
}
