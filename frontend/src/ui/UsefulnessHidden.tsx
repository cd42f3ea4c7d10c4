import { Button, Text } from '@mantine/core'
import type { WindowSearch } from '@/api/search'
import { EmptyState } from './EmptyState'

interface UsefulnessHiddenProps {
  onSearchChange: (patch: Partial<WindowSearch>) => void
}

/** Only a rejected reply has a reason: filtered by one, usefulness would be a zero that says nothing. */
export function UsefulnessHidden({ onSearchChange }: UsefulnessHiddenProps) {
  return (
    <EmptyState title="No usefulness under a reason filter">
      <Text c="dimmed" maw="56ch">
        Only a rejected reply has a reason, so none of the feedback shown here can be useful.
      </Text>
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          onSearchChange({ reason: undefined })
        }}
      >
        Remove the reason filter
      </Button>
    </EmptyState>
  )
}
