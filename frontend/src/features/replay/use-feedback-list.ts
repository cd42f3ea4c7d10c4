import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { feedbackPagesQuery, type FeedbackView } from '@/api/queries'
import type { components } from '@/api/schema'
import type { ReplaySearch } from '@/api/search'
import { filtersOf } from './model'

type Pages = InfiniteData<components['schemas']['FeedbackPage']>
export type FeedbackList = ReturnType<typeof useFeedbackList>
export type FeedbackListQuery = UseInfiniteQueryResult<Pages>

/** The pages that are loaded as one list, and the ways to make it longer. */
export function useFeedbackList(search: ReplaySearch) {
  const query = useInfiniteQuery({
    ...feedbackPagesQuery(filtersOf(search)),
    // A list that somebody reads must not move because they looked at another window.
    refetchOnWindowFocus: false,
  })
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query
  const items = useMemo(() => itemsIn(data), [data])

  return {
    query,
    items,
    /** Called near the end of the list; a page that failed waits for somebody to ask for it. */
    loadAhead: () => {
      if (hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage({ cancelRefetch: false })
    },
    /** Called at the end: the list with its next page. */
    loadMore: async (): Promise<readonly FeedbackView[]> => {
      const { data: longer } = await fetchNextPage({ cancelRefetch: false })
      return itemsIn(longer)
    },
  }
}

function itemsIn(data: Pages | undefined): FeedbackView[] {
  return data?.pages.flatMap((page) => page.items) ?? []
}
