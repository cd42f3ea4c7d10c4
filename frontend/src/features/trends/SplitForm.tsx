import { Button, Radio, ScrollArea, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { topicQuery, type TopicDetail } from '@/api/queries'
import { excerpt } from '@/ui/excerpt'
import { QueryBoundary } from '@/ui/QueryBoundary'
import { Buttons, LONGEST_NAME, type Named } from './TopicDialogs'
import classes from './Topics.module.css'
import { splitConsequence } from './topics-model'
import { isAbout, refusal, useTopicSplit } from './use-topic-corrections'

/** Enough to tell a message from its neighbours. */
const QUOTED = 200

interface SplitFormProps {
  topic: Named
  onSplit: (name: string) => void
  onCancel: () => void
}

/** Moves a message that is about something of its own out of its topic, into a new one. */
export function SplitForm({ topic, onSplit, onCancel }: SplitFormProps) {
  const query = useQuery(topicQuery(topic.id))
  const [messageId, setMessageId] = useState('')
  const [name, setName] = useState('')
  const { mutate, isPending, error, reset } = useTopicSplit()
  const hasMoved = isAbout(error, 'messageId')
  const wanted = name.trim()
  const ready = messageId !== '' && wanted !== ''

  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (!ready) return
    mutate(
      { id: topic.id, messageId, name: wanted },
      {
        onSuccess: () => {
          onSplit(wanted)
        },
        // A regrouping or another person may have moved it since the list was read.
        onError: (failure) => {
          if (isAbout(failure, 'messageId')) void query.refetch()
        },
      },
    )
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <QueryBoundary query={query} skeleton={<Skeleton h={220} />}>
          {({ messages }) => (
            <Messages
              messages={messages}
              chosen={messageId}
              error={hasMoved ? 'That message has left the topic. Please choose another one.' : null}
              onChoose={(chosen) => {
                setMessageId(chosen)
                reset()
              }}
            />
          )}
        </QueryBoundary>
        <TextInput
          label="Name of the new topic"
          maxLength={LONGEST_NAME}
          value={name}
          error={hasMoved ? null : refusal(error)}
          onChange={({ currentTarget: { value } }) => {
            setName(value)
            reset()
          }}
        />
        <Text size="sm">{splitConsequence(topic.name)}</Text>
        <Buttons onCancel={onCancel}>
          <Button type="submit" size="xs" loading={isPending} disabled={!ready}>
            Split off
          </Button>
        </Buttons>
      </Stack>
    </form>
  )
}

interface MessagesProps {
  messages: TopicDetail['messages']
  chosen: string
  error: string | null
  onChoose: (messageId: string) => void
}

function Messages({ messages, chosen, error, onChoose }: MessagesProps) {
  if (messages.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        This topic holds no messages any more.
      </Text>
    )
  }
  return (
    <Radio.Group
      label="Which message is about something else?"
      description="The newest come first."
      value={chosen}
      error={error}
      onChange={onChoose}
    >
      <ScrollArea.Autosize mah={280} type="auto" offsetScrollbars className={classes.choices}>
        <Stack gap="xs" py={2}>
          {messages.map(({ messageId, message }) => (
            <Radio
              key={messageId}
              size="xs"
              value={messageId}
              label={<bdi className={classes.choice}>{excerpt(message, QUOTED)}</bdi>}
            />
          ))}
        </Stack>
      </ScrollArea.Autosize>
    </Radio.Group>
  )
}
