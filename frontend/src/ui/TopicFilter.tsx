import { Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Topic } from '@/api/queries'
import { FilterOptions, type FilterOption } from './FilterOptions'
import { FilterPopover } from './FilterPopover'
import { NO_TOPIC, OTHER, topicName, useTopics } from './topic-names'

/** With more topics than these, finding one by its name is quicker than reading them all. */
const READ_AT_A_GLANCE = 8

interface TopicFilterProps {
  selected: string[] | undefined
  onChange: (ids: string[] | undefined) => void
}

/** Filters by topic, where there are any. */
export function TopicFilter({ selected = [], onChange }: TopicFilterProps) {
  const topics = useTopics()
  if (selected.length === 0 && !topics?.some(({ hidden }) => !hidden)) return null
  return (
    <FilterPopover
      label="Topic"
      chosen={selected.map((id) => topicName(id, topics) ?? '…')}
      withField={isWorthFinding(topics, selected)}
    >
      <Options topics={topics} selected={selected} onChange={onChange} />
    </FilterPopover>
  )
}

interface OptionsProps extends TopicFilterProps {
  topics: readonly Topic[] | undefined
  selected: string[]
}

function Options({ topics, selected, onChange }: OptionsProps) {
  const [typed, setTyped] = useState('')
  const options = optionsOf(topics, selected)
  const wanted = typed.trim().toLowerCase()
  return (
    <Stack gap="sm">
      {isWorthFinding(topics, selected) && (
        <TextInput
          data-autofocus
          size="xs"
          type="search"
          aria-label="Find a topic"
          placeholder="Find a topic"
          value={typed}
          onChange={({ currentTarget: { value } }) => {
            setTyped(value)
          }}
        />
      )}
      <FilterOptions
        label="Topic"
        options={options.filter(({ label }) => label.toLowerCase().includes(wanted))}
        selected={selected}
        onChange={onChange}
        none="No topic has that in its name."
      />
    </Stack>
  )
}

/** Whether there are more options than are read at a glance. */
const isWorthFinding = (topics: readonly Topic[] | undefined, selected: string[]) =>
  optionsOf(topics, selected).length > READ_AT_A_GLANCE

/** The topics in sight, "Other", and the chosen ones that are hidden or gone: what filters must stay visible. */
function optionsOf(topics: readonly Topic[] | undefined, selected: string[]): FilterOption[] {
  const present = (topics ?? []).filter(({ hidden }) => !hidden).map(({ id, name }) => ({ value: id, label: name }))
  const absent = selected
    .filter((id) => id !== NO_TOPIC && !present.some(({ value }) => value === id))
    .map((id) => ({ value: id, label: topicName(id, topics) ?? '…' }))
  return [...present, ...absent, { value: NO_TOPIC, label: `${OTHER} (in no topic)` }]
}
