import { Button, Group, Skeleton, Table, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { auditPage, type AuditEntry } from '@/api/session'
import { ErrorPanel } from '@/ui/ErrorPanel'
import { Panel, PanelTitle } from '@/ui/Panel'
import { Timestamp } from '@/ui/Timestamp'
import { actionInWords, succeeded } from './model'
import classes from './SettingsPage.module.css'

/** What was done, and by whom; newest first. */
export function AuditSection() {
  const titleId = useId()
  const log = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) => auditPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })
  return (
    <Panel labelledBy={titleId}>
      <div className={classes.head}>
        <PanelTitle id={titleId}>Audit log</PanelTitle>
        <Button component="a" href="/api/audit/csv" size="sm" variant="default" download>
          Download as CSV
        </Button>
      </div>
      <Text size="sm" c="dimmed" mt="xs" maw="75ch">
        Who did what, and what was refused. It holds no text of a customer, and nothing that was searched for. Reads and
        refusals are added up for a minute.
      </Text>
      {log.isPending && <Skeleton h={160} mt="md" role="status" aria-label="Loading" />}
      {log.isError && <ErrorPanel error={log.error} onRetry={() => void log.refetch()} />}
      {log.data && (
        <div className={classes.scroll}>
          <Table className={classes.rows} mt="sm" verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>When</Table.Th>
                <Table.Th>Who</Table.Th>
                <Table.Th>What</Table.Th>
                <Table.Th>From</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {log.data.pages
                .flatMap(({ items }) => items)
                .map((entry) => (
                  <EntryRow key={entry.id} entry={entry} />
                ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {log.hasNextPage && (
        <Group mt="md">
          <Button variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            Show earlier
          </Button>
        </Group>
      )}
    </Panel>
  )
}

function EntryRow({ entry }: { entry: AuditEntry }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Timestamp instant={entry.at} />
      </Table.Td>
      <Table.Td>{entry.who}</Table.Td>
      <Table.Td>
        <Group gap={6}>
          <span>
            {actionInWords(entry.action)}
            {entry.calls > 1 && ` × ${entry.calls}`}
          </span>
          {!succeeded(entry) && <span className={classes.refused}>{entry.outcome}</span>}
        </Group>
        {entry.object !== null && <span className={classes.quiet}>{entry.object}</span>}
      </Table.Td>
      <Table.Td>
        <span className={classes.quiet}>{entry.address}</span>
      </Table.Td>
    </Table.Tr>
  )
}
