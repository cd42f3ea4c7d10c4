import { Button, Checkbox, Group, ScrollArea, Stack, Text } from '@mantine/core'
import classes from './FilterBar.module.css'
import { count } from './format'

export interface FilterOption {
  value: string
  label: string
  /** How much feedback has it, where that is known. */
  total?: number
}

interface FilterOptionsProps {
  label: string
  options: FilterOption[]
  selected: string[]
  onChange: (values: string[] | undefined) => void
  /** What to say where there are no options. */
  none: string
}

/** The values of a filter, to be ticked; none ticked is no filter. */
export function FilterOptions({ label, options, selected, onChange, none }: FilterOptionsProps) {
  return (
    <Stack gap="sm">
      {options.length === 0 ? (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      ) : (
        <ScrollArea.Autosize mah={280} type="auto">
          <Checkbox.Group
            aria-label={label}
            value={selected}
            onChange={(values) => {
              onChange(values.length > 0 ? values : undefined)
            }}
          >
            <Stack gap="xs" py={2}>
              {options.map(({ value, label: name, total }) => (
                <Checkbox
                  key={value}
                  size="xs"
                  value={value}
                  classNames={{ body: classes.option, labelWrapper: classes.optionLabel }}
                  label={
                    <Group component="span" justify="space-between" gap="md" wrap="nowrap">
                      <span className={classes.optionName}>{name}</span>
                      {total !== undefined && (
                        <Text component="span" size="xs" c="dimmed" className={classes.figure}>
                          {count(total)}
                        </Text>
                      )}
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
