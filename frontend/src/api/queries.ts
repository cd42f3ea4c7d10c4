import { infiniteQueryOptions, keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query'
import { body, client } from './client'
import { Unreachable } from './problem'
import type { components, paths } from './schema'
import { presetDays, type WindowSearch } from './search'

type Schemas = components['schemas']
/** What who is known is told of this deployment. */
export type About = {
  [Told in keyof Omit<Schemas['About'], 'live'>]: Told extends 'demo' ? Schemas['About'][Told] : string
}
export type Analytics = Schemas['Analytics']
export type Breakdown = Schemas['Breakdown']
export type BreakdownItem = Breakdown['items'][number]
export type Comparison = NonNullable<Schemas['Comparison']>
export type DailyCount = Schemas['DailyCount']
export type FeedbackView = Schemas['FeedbackView']
export type FeedbackDetail = Schemas['FeedbackDetail']
export type TopNegativeMessage = Schemas['TopNegativeMessage']
export type Reason = Schemas['Reason']
export type Topic = Schemas['TopicView']
export type TopicDetail = Schemas['TopicDetail']
export type TopicList = Schemas['TopicList']
export type TopicProgress = Schemas['TopicProgress']
export type TopicAnalytics = Schemas['TopicAnalytics']
export type TopicFigures = TopicAnalytics['items'][number]
export type OtherFigures = TopicAnalytics['other']
export type Overrides = Schemas['Overrides']
export type OverrideCase = Overrides['items'][number]
export type Learning = Schemas['Learning']
export type LearnedPrompt = Schemas['LearnedPrompt']
export type ReviewItem = Schemas['ReviewItem']
export type ReviewChange = Schemas['ReviewChange']
export type RowFormat = Schemas['RowFormat']
export type ExportSummary = Schemas['ExportSummary']
type ExportParameters = NonNullable<paths['/api/training-prompts/export/summary']['get']['parameters']['query']>
export type PromptRequest = Schemas['PromptRequest']
export type Dimension = NonNullable<paths['/api/feedback/analytics/breakdown']['get']['parameters']['query']>['by']

type FeedbackFilters = Pick<WindowSearch, 'period'> &
  Omit<NonNullable<paths['/api/feedback']['get']['parameters']['query']>, 'cursor' | 'limit'>

const PAGE_SIZE = 50

/** Figures follow what agents do within seconds, and stand still while nobody looks at them. */
const LIVE = { refetchInterval: 15_000, placeholderData: keepPreviousData } as const

/** While topics come into being or take what waited, the page follows each step. */
const followedBy = (progress: TopicProgress | undefined, otherwise: number) =>
  progress?.phase === 'LEARNING' || progress?.phase === 'REGROUPING' || (progress?.waiting ?? 0) > 0 ? 3_000 : otherwise

export const figuresKey = ['feedback'] as const
export const topicsKey = ['topics'] as const

export const aboutQuery = () =>
  queryOptions({
    queryKey: ['about'],
    queryFn: async ({ signal }): Promise<About> => {
      const { version, timeZone, today, demo } = await body(client.GET('/api/about', { signal }))
      // Strangers are told nothing; the way in is shown by who asks for the session.
      if (version === null || timeZone === null || today === null) throw new Unreachable()
      return { version, timeZone, today, demo }
    },
    // The demo load's progress is worth watching closely; today's date and a restart with other data are not.
    refetchInterval: ({ state }) => (state.data?.demo?.state === 'LOADING' ? 1_500 : 60_000),
  })

/** What the API is asked: it knows days, no presets. Asked again after midnight, it is the next days. */
async function inDays<T extends Pick<WindowSearch, 'period'>>(
  { period, ...filters }: T,
  queryClient: QueryClient,
): Promise<Omit<T, 'period'>> {
  if (period === undefined) return filters
  const { today } = await queryClient.query({ ...aboutQuery(), staleTime: 'static' })
  return { ...filters, ...presetDays(period, today) }
}

export const analyticsQuery = (filters: WindowSearch) =>
  queryOptions({
    queryKey: [...figuresKey, 'analytics', filters],
    queryFn: async ({ client: queryClient, signal }) =>
      body(client.GET('/api/feedback/analytics', { params: { query: await inDays(filters, queryClient) }, signal })),
    ...LIVE,
  })

export const breakdownQuery = (by: Dimension, filters: WindowSearch) =>
  queryOptions({
    queryKey: [...figuresKey, 'breakdown', by, filters],
    queryFn: async ({ client: queryClient, signal }) =>
      body(
        client.GET('/api/feedback/analytics/breakdown', {
          params: { query: { by, ...(await inDays(filters, queryClient)) } },
          signal,
        }),
      ),
    ...LIVE,
  })

export const topicAnalyticsQuery = (filters: WindowSearch) =>
  queryOptions({
    queryKey: [...figuresKey, 'topics', filters],
    queryFn: async ({ client: queryClient, signal }) =>
      body(
        client.GET('/api/feedback/analytics/topics', { params: { query: await inDays(filters, queryClient) }, signal }),
      ),
    ...LIVE,
    refetchInterval: ({ state }) => followedBy(state.data?.progress, LIVE.refetchInterval),
  })

export const overridesQuery = (filters: WindowSearch) =>
  queryOptions({
    queryKey: [...figuresKey, 'overrides', filters],
    queryFn: async ({ client: queryClient, signal }) =>
      body(
        client.GET('/api/feedback/analytics/overrides', {
          params: { query: await inDays(filters, queryClient) },
          signal,
        }),
      ),
    ...LIVE,
  })

/** What agents have taught. While verdicts wait to be judged, the page follows. */
export const learningQuery = (filters: WindowSearch) =>
  queryOptions({
    queryKey: [...figuresKey, 'learning', filters],
    queryFn: async ({ client: queryClient, signal }) =>
      body(
        client.GET('/api/feedback/analytics/learning', {
          params: { query: await inDays(filters, queryClient) },
          signal,
        }),
      ),
    ...LIVE,
    refetchInterval: ({ state }) => ((state.data?.waiting ?? 0) > 0 ? 5_000 : LIVE.refetchInterval),
  })

/** A prompt for a message, to look at: nothing of it is stored. */
export const previewPrompt = (request: Pick<PromptRequest, 'message' | 'messageId'>): Promise<LearnedPrompt> =>
  body(client.POST('/api/prompts', { body: { ...request, preview: true } }))

/** The next training prompt to be reviewed, reserved for this window. */
export const nextReview = async (
  { filters, ...rest }: { filters: FeedbackFilters; skip?: string; beside: string[]; window: string },
  queryClient: QueryClient,
): Promise<ReviewItem> =>
  body(client.POST('/api/reviews/next', { body: { filters: await inDays(filters, queryClient), ...rest } }))

/** Stores what a reviewer decided on the training prompt that they looked at. */
export const reviewTrainingPrompt = ({ id, revision, ...change }: ReviewChange & { id: string; revision: string }) =>
  body(
    client.PATCH('/api/training-prompts/{id}', {
      params: { path: { id }, header: { 'If-Match': `"${revision}"` } },
      body: change,
    }),
  )

/** What agents sent in cases like a message. */
export const examplesQuery = ({ message, messageId }: Pick<FeedbackView, 'message' | 'messageId'>) =>
  queryOptions({
    queryKey: ['examples', messageId, message],
    queryFn: () => previewPrompt({ message, messageId }),
    staleTime: 60_000,
  })

/** What of a training file is wanted. */
export type ExportChoice = Omit<ExportParameters, 'digest' | 'format'>

/** What a training file would hold. */
export const exportSummaryQuery = (choice: ExportChoice & Pick<WindowSearch, 'period'>) =>
  queryOptions({
    queryKey: [...figuresKey, 'export', choice],
    queryFn: async ({ client: queryClient, signal }) =>
      body(
        client.GET('/api/training-prompts/export/summary', {
          params: { query: await inDays(choice, queryClient) },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  })

type Parameters = Record<string, string | number | boolean | string[] | undefined>

function address(path: keyof paths, parameters: Parameters): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  return `${path}?${query.toString()}`
}

/** Where a training file is. */
export const exportAddress = async (
  format: RowFormat,
  choice: ExportChoice & Pick<WindowSearch, 'period'>,
  queryClient: QueryClient,
) => address('/api/training-prompts/export', { format, ...(await inDays(choice, queryClient)) })

/** Where the list of feedback is as a file. */
export const listAddress = async (
  format: 'csv' | 'ndjson',
  masked: boolean,
  filters: FeedbackFilters,
  queryClient: QueryClient,
) => address(`/api/feedback/${format}`, { masked, ...(await inDays(filters, queryClient)) })

/** What a prompt contained that the AI was given. */
export const storedPromptQuery = (id: string) =>
  queryOptions({
    queryKey: ['prompts', id],
    queryFn: ({ signal }) => body(client.GET('/api/prompts/{id}', { params: { path: { id } }, signal })),
  })

/** The topics by name, whatever the days and filters; hidden ones too. */
export const topicsQuery = () =>
  queryOptions({
    queryKey: topicsKey,
    queryFn: ({ signal }) => body(client.GET('/api/topics', { signal })),
    refetchInterval: ({ state }) => followedBy(state.data?.progress, 60_000),
  })

/** One topic with its newest messages. */
export const topicQuery = (id: string) =>
  queryOptions({
    queryKey: [...topicsKey, id],
    queryFn: ({ signal }) => body(client.GET('/api/topics/{id}', { params: { path: { id } }, signal })),
  })

/** Newest first, page by page. Pages already read stay as they were until the reader asks for fresh ones. */
export const feedbackPagesQuery = (filters: FeedbackFilters) =>
  infiniteQueryOptions({
    queryKey: [...figuresKey, 'pages', filters],
    queryFn: async ({ client: queryClient, pageParam, signal }) =>
      body(
        client.GET('/api/feedback', {
          params: { query: { ...(await inDays(filters, queryClient)), cursor: pageParam, limit: PAGE_SIZE } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })

/** How much feedback the list would hold, counted to 1,000. */
export const feedbackCountQuery = (filters: FeedbackFilters) =>
  queryOptions({
    queryKey: [...figuresKey, 'count', filters],
    queryFn: async ({ client: queryClient, signal }) =>
      body(client.GET('/api/feedback/count', { params: { query: await inDays(filters, queryClient) }, signal })),
  })

export const feedbackQuery = (id: string) =>
  queryOptions({
    queryKey: [...figuresKey, 'detail', id],
    queryFn: ({ signal }) => body(client.GET('/api/feedback/{id}', { params: { path: { id } }, signal })),
  })

/** Whether any feedback was ever posted. */
export const anyFeedbackQuery = () =>
  queryOptions({
    queryKey: [...figuresKey, 'any'],
    queryFn: async ({ signal }) => {
      const { items } = await body(client.GET('/api/feedback', { params: { query: { limit: 1 } }, signal }))
      return items.length > 0
    },
    ...LIVE,
  })
