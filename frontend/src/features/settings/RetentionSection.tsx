import { Button, Group, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { erasureQuery, forgetAgent, requestErasure, settingsQuery } from '@/api/session'
import { ErrorPanel } from '@/ui/ErrorPanel'
import { Panel, PanelTitle } from '@/ui/Panel'
import { QueryBoundary } from '@/ui/QueryBoundary'
import { Facts } from './Facts'
import { durationInWords, messageIds } from './model'
import classes from './SettingsPage.module.css'

const MOST = 1_000

/** What is kept and how long, and erasing what somebody asks to be erased. */
export function RetentionSection() {
  return (
    <>
      <Kept />
      <EraseMessages />
      <ForgetAgent />
    </>
  )
}

function Kept() {
  const titleId = useId()
  const settings = useQuery(settingsQuery())
  return (
    <Panel labelledBy={titleId}>
      <PanelTitle id={titleId}>What is kept, and how long</PanelTitle>
      <QueryBoundary query={settings} skeleton={<Skeleton h={120} mt="md" role="status" aria-label="Loading" />}>
        {({ retention: { messages, keepFigures, auditLog, maskingAtIntake } }) => (
          <>
            <Facts
              facts={[
                [
                  'Messages and feedback',
                  messages === null
                    ? 'until somebody erases them'
                    : `${durationInWords(messages)} after the last feedback`,
                ],
                [
                  'Daily figures of what is erased for its age',
                  messages === null ? 'nothing is erased for its age' : keepFigures ? 'stay' : 'go with it',
                ],
                ['Audit log', `${durationInWords(auditLog)}, by whole months`],
                [
                  'Personal data in texts',
                  maskingAtIntake ? 'is masked before they are stored' : 'is stored as it comes, and masked in prompts',
                ],
              ]}
            />
            <Text size="sm" c="dimmed" mt="md">
              This is set where ReplyLoop is started (replyloop.retention, replyloop.audit.retention,
              replyloop.masking.at-intake), and changes with a restart.
            </Text>
          </>
        )}
      </QueryBoundary>
    </Panel>
  )
}

function EraseMessages() {
  const titleId = useId()
  const [text, setText] = useState('')
  const ids = messageIds(text)
  const erasing = useMutation({
    mutationFn: requestErasure,
    onSuccess: () => {
      setText('')
    },
  })
  return (
    <Panel labelledBy={titleId}>
      <PanelTitle id={titleId}>Erase messages</PanelTitle>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          erasing.mutate(ids)
        }}
      >
        <Stack gap="md" mt="sm">
          <Text size="sm">
            A message goes with its feedback, its training prompts and its figures, for good: nothing brings it back.
          </Text>
          {erasing.isError && (
            <ErrorPanel
              error={erasing.error}
              onRetry={() => {
                erasing.mutate(ids)
              }}
            />
          )}
          <Textarea
            label="Message ids of the helpdesk"
            description={`A line each, at most ${MOST.toLocaleString('en')}.`}
            rows={4}
            spellCheck={false}
            value={text}
            error={ids.length > MOST ? `These are ${ids.length.toLocaleString('en')}.` : undefined}
            onChange={(event) => {
              setText(event.currentTarget.value)
            }}
          />
          <Group>
            <Button
              type="submit"
              variant="default"
              loading={erasing.isPending}
              disabled={ids.length === 0 || ids.length > MOST}
            >
              {ids.length > 1 ? `Erase ${ids.length.toLocaleString('en')} messages` : 'Erase it'}
            </Button>
          </Group>
          {erasing.data && <Receipt id={erasing.data.id} />}
        </Stack>
      </form>
    </Panel>
  )
}

function Receipt({ id }: { id: string }) {
  const { data } = useQuery(erasureQuery(id))
  if (data === undefined) return null
  return (
    <div className={classes.secret} role="status">
      <Text size="sm">
        {data.finishedAt === null
          ? `${data.erased.toLocaleString('en')} of ${data.messages.toLocaleString('en')} erased so far. It goes on when this page is closed.`
          : `All ${data.messages.toLocaleString('en')} are erased.`}{' '}
        The receipt: <code>{data.id}</code>
      </Text>
    </div>
  )
}

function ForgetAgent() {
  const titleId = useId()
  const [agentId, setAgentId] = useState('')
  const forgetting = useMutation({
    mutationFn: forgetAgent,
    onSuccess: () => {
      setAgentId('')
    },
  })
  return (
    <Panel labelledBy={titleId}>
      <PanelTitle id={titleId}>Forget an agent</PanelTitle>
      <form
        className={classes.narrow}
        onSubmit={(event) => {
          event.preventDefault()
          forgetting.mutate(agentId.trim())
        }}
      >
        <Stack gap="md" mt="sm">
          <Text size="sm">
            Their id is taken out of all feedback, which stays. What comes later with that id is stored without it.
          </Text>
          {forgetting.isError && (
            <ErrorPanel
              error={forgetting.error}
              onRetry={() => {
                forgetting.mutate(agentId.trim())
              }}
            />
          )}
          <TextInput
            label="The helpdesk’s id of the agent"
            value={agentId}
            onChange={(event) => {
              setAgentId(event.currentTarget.value)
            }}
          />
          <Group>
            <Button type="submit" variant="default" loading={forgetting.isPending} disabled={agentId.trim() === ''}>
              Forget them
            </Button>
            <Text size="sm" role="status">
              {forgetting.isSuccess ? 'Begun: it goes on behind the intake.' : ''}
            </Text>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}
