import { Button, Text } from '@mantine/core'
import { useId, useState } from 'react'
import type { Topic } from '@/api/queries'
import { useMay } from '@/api/session'
import { counted } from '@/ui/format'
import classes from './Topics.module.css'
import { refusal, useTopicCorrection } from './use-topic-corrections'

/** The topics that somebody hid, and the way back. */
export function HiddenTopics({ topics }: { topics: readonly Topic[] }) {
  const listId = useId()
  const [opened, setOpened] = useState(false)
  const showing = useTopicCorrection()
  const mayCorrect = useMay('REVIEWER')
  if (topics.length === 0) return null
  return (
    <div className={classes.foot}>
      <Button
        className={classes.more}
        variant="subtle"
        color="gray"
        c="dimmed"
        size="compact-sm"
        aria-expanded={opened}
        aria-controls={opened ? listId : undefined}
        onClick={() => {
          setOpened(!opened)
        }}
      >
        {counted(topics.length, 'hidden topic')}
      </Button>
      {opened && (
        <ul id={listId} className={classes.hidden} aria-label="Hidden topics">
          {topics.map(({ id, name }) => (
            <li key={id}>
              <span className={classes.hiddenName}>{name}</span>
              {mayCorrect && (
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Show again: ${name}`}
                  loading={showing.isPending && showing.variables.id === id}
                  onClick={() => {
                    showing.mutate({ id, hidden: false })
                  }}
                >
                  Show again
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {showing.isError && (
        <Text size="sm" c="var(--rl-worse)" role="alert">
          {refusal(showing.error)}
        </Text>
      )}
    </div>
  )
}
