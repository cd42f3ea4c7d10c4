import { Button, Menu, Table } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorPanel } from '@/ui/ErrorPanel'

/** The menu of what can be done with the thing in a row. */
export function RowActions({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button size="compact-sm" variant="default" aria-label={`Actions for ${name}`}>
          …
        </Button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}

interface RowFailureProps {
  /** What can be done with the row's thing; the first that failed is shown. */
  actions: readonly Pick<UseMutationResult<unknown, Error, never>, 'isError' | 'error' | 'reset'>[]
  columns: number
}

/** Why the last action failed, in a row below. */
export function RowFailure({ actions, columns }: RowFailureProps) {
  const failed = actions.find(({ isError }) => isError)
  if (failed === undefined) return null
  return (
    <Table.Tr>
      <Table.Td colSpan={columns}>
        <ErrorPanel error={failed.error} onRetry={failed.reset} />
      </Table.Td>
    </Table.Tr>
  )
}
