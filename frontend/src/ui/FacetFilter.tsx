import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { breakdownQuery, type BreakdownItem, type Dimension } from '@/api/queries'
import type { WindowSearch } from '@/api/search'
import { ErrorPanel } from './ErrorPanel'
import { FilterOptions, type FilterOption } from './FilterOptions'
import { FilterPopover } from './FilterPopover'
import { DIMENSION_LABELS, valueLabel } from './format'

interface FacetFilterProps {
  dimension: Dimension
  /** Days and filters as they stand; this dimension's own are left out when its options are counted. */
  filters: WindowSearch
  onChange: (values: string[] | undefined) => void
}

export function FacetFilter({ dimension, filters, onChange }: FacetFilterProps) {
  const selected = filters[dimension] ?? []
  return (
    <FilterPopover label={DIMENSION_LABELS[dimension]} chosen={selected.map((value) => valueLabel(dimension, value))}>
      <Options dimension={dimension} filters={filters} selected={selected} onChange={onChange} />
    </FilterPopover>
  )
}

interface OptionsProps extends FacetFilterProps {
  selected: string[]
}

function Options({ dimension, filters, selected, onChange }: OptionsProps) {
  const query = useQuery(breakdownQuery(dimension, { ...filters, [dimension]: undefined }))

  if (query.data === undefined) {
    return query.isError ? (
      <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Stack gap="xs" aria-label="Loading">
        <Skeleton h={20} />
        <Skeleton h={20} />
        <Skeleton h={20} />
      </Stack>
    )
  }

  return (
    <FilterOptions
      label={DIMENSION_LABELS[dimension]}
      options={optionsOf(dimension, query.data.items, selected)}
      selected={selected}
      onChange={onChange}
      none="No feedback in these days."
    />
  )
}

/** The values there are, and the chosen ones that these days don't have: what filters must stay visible. */
function optionsOf(dimension: Dimension, items: BreakdownItem[], selected: string[]): FilterOption[] {
  const present = items.map(({ value, total }) => ({ value: value ?? '', total }))
  const absent = selected.filter((value) => !present.some((option) => option.value === value))
  return [...present, ...absent.map((value) => ({ value, total: 0 }))].map(({ value, total }) => ({
    value,
    label: valueLabel(dimension, value),
    total,
  }))
}
