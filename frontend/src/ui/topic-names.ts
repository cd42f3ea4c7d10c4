import { useQuery } from '@tanstack/react-query'
import { topicsQuery, type Topic } from '@/api/queries'

/** What the URL and the API call "in no topic". */
export const NO_TOPIC = ''

/** What people read for it. */
export const OTHER = 'Other'

/** What a topic is called, by the id that the URL has; null as long as the names are on their way. */
export function topicName(id: string, topics: readonly Topic[] | undefined): string | null {
  if (id === NO_TOPIC) return OTHER
  if (topics === undefined) return null
  return topics.find((topic) => topic.id === id)?.name ?? 'A topic that is gone'
}

/** All topics, hidden ones too; undefined until they are known. */
export function useTopics(): readonly Topic[] | undefined {
  return useQuery(topicsQuery()).data?.items
}
