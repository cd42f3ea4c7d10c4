import { Stack, Text, Title } from '@mantine/core'
import IconInbox from '@tabler/icons-react/dist/esm/icons/IconInbox.mjs'
import type { ReactNode } from 'react'
import classes from './panels.module.css'

interface EmptyStateProps {
  title: string
  children?: ReactNode
}

/** There is nothing here, and that is no error: says why, and what to do about it. */
export function EmptyState({ title, children }: EmptyStateProps) {
  return (
    <Stack className={classes.empty} align="center" gap="sm">
      <IconInbox className={classes.emptyIcon} size={32} stroke={1.5} aria-hidden />
      <Title order={2} size="h4">
        {title}
      </Title>
      {typeof children === 'string' ? (
        <Text c="dimmed" maw="56ch">
          {children}
        </Text>
      ) : (
        children
      )}
    </Stack>
  )
}
