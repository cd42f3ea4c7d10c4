import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { anyFeedbackQuery, feedbackCountQuery } from '@/api/queries'
import type { ReplaySearch } from '@/api/search'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorPanel } from '@/ui/ErrorPanel'
import { FirstFeedback } from '@/ui/FirstFeedback'
import { count, counted } from '@/ui/format'
import { filtersOf, isNarrowed, searchForVerdict, verdictOf, WITHOUT_FILTERS } from './model'
import classes from './replay.module.css'
import type { FeedbackListQuery } from './use-feedback-list'

export function LoadingList() {
  return (
    <Stack gap="sm" role="status" aria-label="Loading the feedback">
      {Array.from({ length: 5 }, (_, at) => (
        <Skeleton key={at} h={132} radius="lg" />
      ))}
    </Stack>
  )
}

/** How much feedback a search or filter found. */
export function FoundCount({ search }: { search: ReplaySearch }) {
  const { data } = useQuery({ ...feedbackCountQuery(filtersOf(search)), enabled: isNarrowed(search) })
  // Counting is a help: where it fails, the list itself says what is wrong.
  if (data === undefined || !isNarrowed(search)) return null
  return (
    <Text size="sm" c="dimmed" role="status">
      {data.more ? `${count(data.count)}+` : count(data.count)} found
    </Text>
  )
}

interface ListEndProps {
  query: FeedbackListQuery
  length: number
}

/** What stands below the last row: more to come, on its way, failed, or the end. */
export function ListEnd({ query, length }: ListEndProps) {
  const { error, isFetchNextPageError, isFetchingNextPage, hasNextPage, fetchNextPage } = query
  if (isFetchNextPageError && !isFetchingNextPage) {
    return (
      <div className={classes.listEnd}>
        <ErrorPanel error={error} onRetry={() => void fetchNextPage()} />
      </div>
    )
  }
  if (!hasNextPage) return <p className={classes.listEnd}>That was all: {counted(length, 'verdict')}.</p>
  return (
    <div className={classes.listEnd}>
      <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        Show more
      </Button>
    </div>
  )
}

interface EmptyListProps {
  search: ReplaySearch
  onChange: (patch: Partial<ReplaySearch>) => void
}

/** Why the list is empty, and the way to one that isn't. */
export function EmptyList({ search, onChange }: EmptyListProps) {
  if (isNarrowed(search)) {
    return (
      <EmptyState title="Nothing matches">
        <Stack align="center" gap="sm">
          <Text c="dimmed">{NONE[verdictOf(search)]} fits this search and these filters.</Text>
          <Group justify="center" gap="xs">
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                onChange(WITHOUT_FILTERS)
              }}
            >
              Clear search and filters
            </Button>
            {verdictOf(search) !== 'all' && <EveryVerdict onChange={onChange} />}
          </Group>
        </Stack>
      </EmptyState>
    )
  }
  return verdictOf(search) === 'all' ? <FirstFeedback /> : <NoneOfThisVerdict search={search} onChange={onChange} />
}

const NONE = { rejected: 'No rejected reply', useful: 'No useful reply', all: 'No feedback' } as const

/** No rejection is good news where there are useful replies, and no news where nothing was ever posted. */
function NoneOfThisVerdict({ search, onChange }: EmptyListProps) {
  const { data: any } = useQuery(anyFeedbackQuery())
  if (any === undefined) return null
  if (!any) return <FirstFeedback />
  return (
    <EmptyState title={`${NONE[verdictOf(search)]} so far`}>
      <EveryVerdict onChange={onChange} />
    </EmptyState>
  )
}

function EveryVerdict({ onChange }: Pick<EmptyListProps, 'onChange'>) {
  return (
    <Button
      size="xs"
      variant="default"
      onClick={() => {
        onChange(searchForVerdict('all'))
      }}
    >
      Show every verdict
    </Button>
  )
}
