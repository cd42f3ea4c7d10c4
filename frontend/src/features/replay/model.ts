import type { FeedbackView, feedbackPagesQuery } from '@/api/queries'
import { NO_FILTERS, type ReplaySearch } from '@/api/search'

export type Verdict = 'rejected' | 'useful' | 'all'
export type Direction = 1 | -1

type FeedbackFilters = Parameters<typeof feedbackPagesQuery>[0]
type Place = Pick<FeedbackView, 'id' | 'occurredAt'>

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Whether it can be the id of a feedback. */
export const isId = (text: string) => UUID.test(text)

/** Where a feedback's row is in the document. */
export const rowId = (feedbackId: string) => `replay-row-${feedbackId}`

/** How near the end of what is loaded a walk may come before the next page is asked for. */
const PREFETCH_DISTANCE = 15

/** Replay is about what went wrong, so rejections are what it shows unless told otherwise. */
export function verdictOf({ useful }: ReplaySearch): Verdict {
  if (useful === 'all') return 'all'
  return useful === true ? 'useful' : 'rejected'
}

export function searchForVerdict(verdict: Verdict): Pick<ReplaySearch, 'useful'> {
  return { useful: { rejected: undefined, useful: true, all: 'all' as const }[verdict] }
}

/** What the API is asked for, whatever feedback is open. */
export function filtersOf(search: ReplaySearch): FeedbackFilters {
  const { period, from, to, channel, model, reason, topic, aiReplyId, agentId, overrideCase } = search
  const verdict = verdictOf(search)
  const q = search.q?.trim()
  return {
    period,
    from,
    to,
    channel,
    model,
    reason,
    topic,
    aiReplyId,
    agentId,
    overrideCase,
    ...(q ? { q } : {}),
    ...(verdict === 'all' ? {} : { useful: verdict === 'useful' }),
  }
}

export const WITHOUT_FILTERS = {
  period: undefined,
  from: undefined,
  to: undefined,
  ...NO_FILTERS,
  q: undefined,
  aiReplyId: undefined,
  agentId: undefined,
  overrideCase: undefined,
} satisfies Partial<ReplaySearch>

/** Whether anything but the verdict keeps feedback out of the list. */
export function isNarrowed(search: ReplaySearch): boolean {
  const filters = filtersOf(search)
  return (Object.keys(WITHOUT_FILTERS) as (keyof typeof WITHOUT_FILTERS)[]).some((name) => filters[name] !== undefined)
}

/**
 * The neighbour in a list that runs newest first; undefined past either end.
 * What was opened by its link may be missing from the list: its neighbours are then those by time, and where all
 * that is loaded is newer, the next one is the list's first.
 */
export function stepFrom<T extends Place>(
  items: readonly T[],
  current: Place | undefined,
  direction: Direction,
): T | undefined {
  if (current === undefined) return direction === 1 ? items[0] : undefined
  const at = items.findIndex(({ id }) => id === current.id)
  if (at !== -1) return items[at + direction]

  const older = items.findIndex((item) => isOlder(item, current))
  if (direction === 1) return items[Math.max(older, 0)]
  return older === -1 ? items.at(-1) : items[older - 1]
}

/** Whether a walk will need the next page soon. */
export function isNearEnd(items: readonly Place[], current: Place | undefined): boolean {
  if (current === undefined) return false
  const at = items.findIndex(({ id }) => id === current.id)
  return at !== -1 && at >= items.length - PREFETCH_DISTANCE
}

function isOlder(a: Place, b: Place): boolean {
  const [atA, atB] = [sortable(a.occurredAt), sortable(b.occurredAt)]
  return atA === atB ? a.id < b.id : atA < atB
}

/** Instants in UTC differ in their number of decimals; without the Z they sort as text. */
function sortable(instant: string): string {
  return instant.replace(/Z$/, '')
}
