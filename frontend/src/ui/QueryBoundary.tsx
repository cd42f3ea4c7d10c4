import { Button } from '@mantine/core'
import { useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemError, Unreachable } from '@/api/problem'
import { ErrorPanel } from './ErrorPanel'
import classes from './panels.module.css'
import { timeAgo, useNow } from './time'

interface LoadedProps<T> {
  query: UseQueryResult<T>
  /** What holds the place until the first answer; shaped like what follows, so that nothing jumps. */
  skeleton: ReactNode
  children: (data: T) => ReactNode
}

/** Shows what a query brought: its data as long as there is any (marked where it is old), else its error. */
export function QueryBoundary<T>({ query, skeleton, children }: LoadedProps<T>) {
  const client = useQueryClient()
  if (query.data === undefined) {
    return query.isError ? <ErrorPanel error={query.error} onRetry={() => void query.refetch()} /> : skeleton
  }
  return (
    <div className={classes.loaded} aria-busy={query.isPlaceholderData}>
      {query.isRefetchError && (
        <StaleNotice
          error={query.error}
          since={query.dataUpdatedAt}
          // What one part of a page can't reach, the others can't either: one click tries all of them.
          onRetry={() =>
            void client.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' })
          }
        />
      )}
      {children(query.data)}
    </div>
  )
}

interface StaleNoticeProps {
  error: unknown
  since: number
  onRetry: () => void
}

function StaleNotice({ error, since, onRetry }: StaleNoticeProps) {
  const now = useNow()
  const cause = error instanceof ProblemError || error instanceof Unreachable ? error.message : 'Refreshing failed'
  return (
    <div className={classes.stale} role="status">
      <span>
        {cause}. These figures are from {timeAgo(new Date(since).toISOString(), now)}; it keeps trying.
      </span>
      <Button size="compact-xs" variant="default" onClick={onRetry}>
        Try now
      </Button>
    </div>
  )
}
