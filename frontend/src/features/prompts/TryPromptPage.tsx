import { Button, Group, Skeleton, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { feedbackQuery, previewPrompt, type FeedbackDetail, type LearnedPrompt } from '@/api/queries'
import type { PromptSearch } from '@/api/search'
import { CopyAction } from '@/ui/CopyAction'
import { ErrorPanel } from '@/ui/ErrorPanel'
import { ExampleList } from '@/ui/ExampleCard'
import { counted } from '@/ui/format'
import { LiveStatus } from '@/ui/LiveStatus'
import { PlainText } from '@/ui/MarkedText'
import { PageHeader } from '@/ui/PageHeader'
import { Panel, PanelTitle } from '@/ui/Panel'
import { QueryBoundary } from '@/ui/QueryBoundary'
import { asCurl, asJson, found } from './model'
import classes from './TryPromptPage.module.css'

/** The most that the API takes. */
const MAX_CHARACTERS = 20_000

/** What the AI would be told before it answers a message: the examples, and the prompt around them. */
export function TryPromptPage({ search: { feedbackId } }: { search: PromptSearch }) {
  return (
    <div className={classes.page}>
      <PageHeader title="Try a prompt" />
      <Text size="sm" c="dimmed" maw="75ch">
        Write what a customer might write, and see what agents sent in cases like it, and the prompt that holds it.
        Nothing of this is stored or counted.
      </Text>
      {feedbackId === undefined ? <PromptForm key="own" /> : <OfFeedback key={feedbackId} id={feedbackId} />}
    </div>
  )
}

function OfFeedback({ id }: { id: string }) {
  const query = useQuery(feedbackQuery(id))
  return (
    <QueryBoundary query={query} skeleton={<Skeleton h={220} role="status" aria-label="Loading" />}>
      {(feedback) => <PromptForm feedback={feedback} />}
    </QueryBoundary>
  )
}

function PromptForm({ feedback }: { feedback?: FeedbackDetail }) {
  const given = feedback && (feedback.written ?? feedback.message)
  const [message, setMessage] = useState(given ?? '')
  const preview = useMutation({ mutationFn: previewPrompt })
  const isTooLong = [...message].length > MAX_CHARACTERS
  const ask = () => {
    // Its own verdict is no example for the message of a feedback; for another text it may be.
    preview.mutate({ message, ...(feedback && message === given ? { messageId: feedback.messageId } : {}) })
  }
  return (
    <>
      <Panel>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault()
            if (message.trim() !== '' && !isTooLong) ask()
          }}
        >
          <Textarea
            label="Customer message"
            placeholder="My parcel should have come on Monday. Where is it?"
            rows={6}
            resize="vertical"
            dir="auto"
            value={message}
            error={isTooLong ? 'That is more than the 20,000 characters a message may have.' : undefined}
            onChange={(event) => {
              setMessage(event.currentTarget.value)
            }}
          />
          <Group>
            <Button type="submit" loading={preview.isPending} disabled={message.trim() === '' || isTooLong}>
              Show the prompt
            </Button>
          </Group>
        </form>
      </Panel>
      {preview.isError && <ErrorPanel error={preview.error} onRetry={ask} />}
      {preview.data && <Answer prompt={preview.data} message={preview.variables.message} />}
    </>
  )
}

function Answer({ prompt, message }: { prompt: LearnedPrompt; message: string }) {
  const examplesId = useId()
  const promptId = useId()
  const { examples, foundBy, messages } = prompt
  return (
    <>
      <LiveStatus>{`${counted(examples.length, 'example')} found.`}</LiveStatus>
      <div className={classes.answer}>
        <Panel labelledBy={examplesId}>
          <PanelTitle id={examplesId}>What agents sent in cases like it</PanelTitle>
          <p className={classes.note}>{found(prompt)}</p>
          {examples.length > 0 && <ExampleList examples={examples} foundBy={foundBy} />}
        </Panel>
        <Panel labelledBy={promptId}>
          <div className={classes.head}>
            <PanelTitle id={promptId}>The prompt, as a chat model gets it</PanelTitle>
            <Group gap="xs">
              <CopyAction label="Copy as JSON" value={asJson(prompt)} />
              <CopyAction label="Copy as curl" value={asCurl(message, window.location.origin)} />
            </Group>
          </div>
          <ol className={classes.messages}>
            {messages.map(({ role, content }, index) => (
              <li key={index} className={classes.message} data-role={role}>
                <p className={classes.role}>{role}</p>
                <PlainText text={content} search={undefined} />
              </li>
            ))}
          </ol>
        </Panel>
      </div>
    </>
  )
}
