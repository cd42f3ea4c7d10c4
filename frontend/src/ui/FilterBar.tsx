import { Button } from '@mantine/core'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { aboutQuery } from '@/api/queries'
import { isFiltered, NO_FILTERS, type WindowSearch } from '@/api/search'
import { FacetFilter } from './FacetFilter'
import classes from './FilterBar.module.css'
import { longestWindow, presetOf, type NoDaysMeans } from './period'
import { PeriodPicker } from './PeriodPicker'
import { TopicFilter } from './TopicFilter'

interface FilterBarProps {
  search: WindowSearch
  onChange: (patch: Partial<WindowSearch>) => void
  noDaysMeans?: NoDaysMeans
  /** Controls of the page's own, which come first. */
  children?: ReactNode
}

const DIMENSIONS = ['channel', 'model', 'reason'] as const

/** Period and filters: one bar, the same on every tab. */
export function FilterBar({ search, onChange, noDaysMeans = 'the last 30 days', children }: FilterBarProps) {
  const today = useQuery(aboutQuery()).data?.today
  const { period, from, to, channel, model, reason, topic } = search
  // Options for "all time" are counted over the longest window there is: the API's own default is 30 days.
  const days =
    today !== undefined && presetOf(search, noDaysMeans) === 'all' ? longestWindow(today) : { period, from, to }

  return (
    <div className={classes.bar} role="group" aria-label="Period and filters">
      {children}
      <PeriodPicker search={search} onChange={onChange} today={today} noDaysMeans={noDaysMeans} />
      {DIMENSIONS.map((dimension) => (
        <FacetFilter
          key={dimension}
          dimension={dimension}
          filters={{ ...days, channel, model, reason, topic }}
          onChange={(values) => {
            onChange({ [dimension]: values })
          }}
        />
      ))}
      <TopicFilter
        selected={topic}
        onChange={(ids) => {
          onChange({ topic: ids })
        }}
      />
      {isFiltered(search) && (
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={() => {
            onChange(NO_FILTERS)
          }}
        >
          Clear filters
        </Button>
      )}
    </div>
  )
}
