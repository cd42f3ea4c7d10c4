import { Alert, Button, Group, Text } from '@mantine/core'
import { useEffect, useEffectEvent } from 'react'
import { ErrorPanel } from '@/ui/ErrorPanel'
import { excerpt } from '@/ui/search-hits'
import type { TakeBack } from './use-take-back'

const ROOM = 60

/** Says which verdict is about to be taken back, for as long as that can be undone, and where it failed. */
export function TakeBackNotice({ takeBack: { waiting, failure, undo, sendNow } }: { takeBack: TakeBack }) {
  const onLeave = useEffectEvent(sendNow)
  useEffect(
    () => () => {
      onLeave()
    },
    [],
  )
  return (
    <>
      <div role="status">
        {waiting && (
          <Alert color="gray" py="xs">
            <Group justify="space-between" gap="xs">
              <Text size="sm">
                The verdict “{waiting.useful ? 'useful' : 'rejected'}” on{' '}
                <bdi>“{excerpt(waiting.message, undefined, ROOM)}”</bdi> is being taken back.
              </Text>
              <Button size="compact-sm" variant="default" onClick={undo}>
                Undo
              </Button>
            </Group>
          </Alert>
        )}
      </div>
      {failure && <ErrorPanel error={failure.error} onRetry={failure.retry} />}
    </>
  )
}
