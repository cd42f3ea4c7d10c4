import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconPlugConnectedX from '@tabler/icons-react/dist/esm/icons/IconPlugConnectedX.mjs'
import { ProblemError, Unreachable } from '@/api/problem'
import classes from './panels.module.css'

interface ErrorPanelProps {
  error: unknown
  onRetry: () => void
}

/** What went wrong, in the backend's own words where it had any, and the way out. */
export function ErrorPanel({ error, onRetry }: ErrorPanelProps) {
  const problem = error instanceof ProblemError ? error.problem : null
  const away = error instanceof Unreachable
  return (
    <Alert
      className={classes.error}
      variant="default"
      icon={away ? <IconPlugConnectedX aria-hidden /> : <IconAlertTriangle aria-hidden />}
      title={problem?.title ?? (away ? 'ReplyLoop can’t be reached' : 'Something went wrong')}
    >
      <Stack gap="sm">
        <Text size="sm">
          {problem?.detail ??
            (away
              ? 'Neither your network nor the server answered. Nothing is lost: figures come back with the connection.'
              : 'The dashboard could not show this. Trying again may help.')}
        </Text>
        {problem?.violations && problem.violations.length > 0 && (
          <List size="sm">
            {problem.violations.map(({ field, message }) => (
              <List.Item key={`${field} ${message}`}>
                <strong>{field}</strong> {message}
              </List.Item>
            ))}
          </List>
        )}
        <Group>
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
