import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { aboutQuery, anyFeedbackQuery } from '@/api/queries'
import { isFiltered, NO_FILTERS, type WindowSearch } from '@/api/search'
import { EmptyState } from './EmptyState'
import { FirstFeedback } from './FirstFeedback'
import { presetOf, searchOfPreset } from './period'

interface NoFeedbackProps {
  search: WindowSearch
  onSearchChange: (patch: Partial<WindowSearch>) => void
}

/** There is nothing to show: because nothing was ever posted, or because days and filters leave nothing over. */
export function NoFeedback({ search, onSearchChange }: NoFeedbackProps) {
  const { data: any } = useQuery(anyFeedbackQuery())
  const { data: about } = useQuery(aboutQuery())

  if (about?.demo?.state === 'LOADING') {
    return <EmptyState title="Demo data is on its way">The first figures show in a moment.</EmptyState>
  }
  if (any === undefined) return null
  if (!any) return <FirstFeedback />

  const filtered = isFiltered(search)
  return (
    <EmptyState title="No feedback in these days">
      <Text c="dimmed">
        {filtered ? 'None passes these filters; there may be some without them.' : 'There is feedback on other days.'}
      </Text>
      <Group justify="center" gap="xs">
        {filtered && (
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              onSearchChange(NO_FILTERS)
            }}
          >
            Remove all filters
          </Button>
        )}
        {presetOf(search, 'the last 30 days') !== '90d' && (
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              onSearchChange(searchOfPreset('90d', 'the last 30 days'))
            }}
          >
            Show the last 90 days
          </Button>
        )}
      </Group>
    </EmptyState>
  )
}
