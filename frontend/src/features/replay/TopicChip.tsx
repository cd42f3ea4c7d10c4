import { NO_TOPIC, topicName, useTopics } from '@/ui/topic-names'
import { FilterChip } from './FilterChip'

const LIST = new Intl.ListFormat('en', { type: 'disjunction' })

interface TopicChipProps {
  /** At least one; the empty one stands for "in no topic". */
  ids: string[]
  onRemove: () => void
}

/** Says which topics the list is about alone, and takes that back. */
export function TopicChip({ ids, onRemove }: TopicChipProps) {
  const topics = useTopics()
  const names = ids.map((id) => (id === NO_TOPIC ? 'no topic' : quoted(topicName(id, topics))))
  return (
    <FilterChip name="Topic" removeLabel="Show feedback on every topic" onRemove={onRemove}>
      Only feedback in <bdi>{LIST.format(names)}</bdi>
    </FilterChip>
  )
}

const quoted = (name: string | null) => (name === null ? 'one topic' : `“${name}”`)
