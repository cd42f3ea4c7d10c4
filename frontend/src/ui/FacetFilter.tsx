import { Button, Checkbox, Group, Popover, ScrollArea, Skeleton, Stack, Text } from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { breakdownQuery, type BreakdownItem, type Dimension } from '@/api/queries'
import type { WindowSearch } from '@/api/search'
import { ErrorPanel } from './ErrorPanel'
import classes from './FilterBar.module.css'
import { count, DIMENSION_LABELS, valueLabel } from './format'

interface FacetFilterProps {
  dimension: Dimension
  /** Days and filters as they stand; this dimension's own are left out when its options are counted. */
  window: WindowSearch
  onChange: (values: string[] | undefined) => void
}

export function FacetFilter({ dimension, window, onChange }: FacetFilterProps) {
  const [opened, setOpened] = useState(false)
  const selected = window[dimension] ?? []
  const label = DIMENSION_LABELS[dimension]
  const [first] = selected

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          className={classes.chip}
          data-active={selected.length > 0 || undefined}
          rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => {
            setOpened(!opened)
          }}
        >
          {first === undefined ? (
            label
          ) : (
            <>
              {label}: <span className={classes.chosen}>{valueLabel(dimension, first)}</span>
              {selected.length > 1 && ` +${selected.length - 1}`}
            </>
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={`Filter by ${dimension}`} className={classes.dropdown}>
        {/* Takes the focus, since the options may still be on their way. */}
        <div tabIndex={-1} data-autofocus className={classes.options}>
          <Options dimension={dimension} window={window} selected={selected} onChange={onChange} />
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

interface OptionsProps extends FacetFilterProps {
  selected: string[]
}

function Options({ dimension, window, selected, onChange }: OptionsProps) {
  const query = useQuery(breakdownQuery(dimension, { ...window, [dimension]: undefined }))

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

  const options = optionsOf(query.data.items, selected)
  return (
    <Stack gap="sm">
      {options.length === 0 ? (
        <Text size="sm" c="dimmed">
          No feedback in these days.
        </Text>
      ) : (
        <ScrollArea.Autosize mah={280} type="auto">
          <Checkbox.Group
            aria-label={DIMENSION_LABELS[dimension]}
            value={selected}
            onChange={(values) => {
              onChange(values.length > 0 ? values : undefined)
            }}
          >
            <Stack gap="xs" py={2}>
              {options.map(({ value, total }) => (
                <Checkbox
                  key={value}
                  size="xs"
                  value={value}
                  classNames={{ body: classes.option, labelWrapper: classes.optionLabel }}
                  label={
                    <Group component="span" justify="space-between" gap="md" wrap="nowrap">
                      <span className={classes.optionName}>{valueLabel(dimension, value)}</span>
                      <Text component="span" size="xs" c="dimmed" className={classes.figure}>
                        {count(total)}
                      </Text>
                    </Group>
                  }
                />
              ))}
            </Stack>
          </Checkbox.Group>
        </ScrollArea.Autosize>
      )}
      {selected.length > 0 && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => {
            onChange(undefined)
          }}
        >
          Clear
        </Button>
      )}
    </Stack>
  )
}

/** The values there are, and the chosen ones that these days don't have: what filters must stay visible. */
function optionsOf(items: BreakdownItem[], selected: string[]) {
  const present = items.map(({ value, total }) => ({ value: value ?? '', total }))
  const absent = selected.filter((value) => !present.some((option) => option.value === value))
  return [...present, ...absent.map((value) => ({ value, total: 0 }))]
}
