import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { learningQuery } from '@/api/queries'
import { windowOf, type WindowSearch } from '@/api/search'
import { ChartFrame } from '@/charts/ChartFrame'
import { TrendChart } from '@/charts/TrendChart'
import linkClasses from '@/ui/link.module.css'
import { QueryBoundary } from '@/ui/QueryBoundary'
import { effectSentence, knownPoints, knownSentence, misleadingSentence } from './learning'
import { trendDomain, trendTable } from './model'
import classes from './WhatAgentsTaught.module.css'

const WORDS = {
  measure: 'known',
  before: 'by chance',
  beforeOn: () => 'By chance',
  nothing: 'No override was judged',
}

/** How many overrides had an answer that agents had sent before, day by day, and what to do about it. */
export function WhatAgentsTaught({ search }: { search: WindowSearch }) {
  const query = useQuery(learningQuery(windowOf(search)))
  return (
    <QueryBoundary query={query} skeleton={<Skeleton h={460} role="status" aria-label="Loading" />}>
      {(learning) => {
        const points = knownPoints(learning)
        const misleading = misleadingSentence(learning)
        return (
          <ChartFrame
            title="What agents have taught"
            summary={knownSentence(learning)}
            table={trendTable(points, { part: 'Known', whole: 'Judged', before: 'By chance' })}
            fileName={`known-${learning.from}-${learning.to}`}
            foot={
              <div className={classes.foot}>
                <p>{effectSentence(learning)}</p>
                {misleading !== null && <p className={classes.soft}>{misleading}</p>}
                <Link to="/prompt" className={linkClasses.link}>
                  See such a prompt
                </Link>
              </div>
            }
          >
            {learning.judged > 0 && <TrendChart points={points} domain={trendDomain(points)} words={WORDS} />}
          </ChartFrame>
        )
      }}
    </QueryBoundary>
  )
}
