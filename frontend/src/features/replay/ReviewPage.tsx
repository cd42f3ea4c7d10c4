import { Alert, Badge, Button, Group, Kbd, Skeleton, Stack, Table, Text, Textarea, Title } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useEffectEvent, useId, useState } from 'react'
import { examplesQuery, type FeedbackDetail, type ReviewItem } from '@/api/queries'
import type { ReplaySearch } from '@/api/search'
import { useMay } from '@/api/session'
import { Dialog } from '@/ui/Dialog'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorPanel } from '@/ui/ErrorPanel'
import { ExampleList } from '@/ui/ExampleCard'
import { FilterBar } from '@/ui/FilterBar'
import { counted } from '@/ui/format'
import { PlainText } from '@/ui/MarkedText'
import { PageHeader } from '@/ui/PageHeader'
import { QueryBoundary } from '@/ui/QueryBoundary'
import { excerpt } from '@/ui/search-hits'
import { Timestamp } from '@/ui/Timestamp'
import { Conversation, CustomerMessage, Facts } from './DetailPane'
import replay from './replay.module.css'
import { ReplyComparison } from './ReplyComparison'
import classes from './review.module.css'
import { Section } from './Section'
import { freeTarget } from './shortcuts'
import { useReviewQueue, type Decision, type ReviewQueue } from './use-review-queue'
import { VerdictLabel } from './VerdictLabel'

/** The most that the API takes. */
const MAX_REPLY = 20_000
const ROOM = 60

const KEYS: readonly { keyName: string; does: string }[] = [
  { keyName: 'a', does: 'Approve: it may be taught' },
  { keyName: 'x', does: 'Exclude: it is not taught, and in no training file' },
  { keyName: 'e', does: 'Edit the reply that is taught' },
  { keyName: 'p', does: 'Put back what was decided, for another look' },
  { keyName: 's', does: 'Skip: it comes back when nothing else is left' },
  { keyName: 'k', does: 'Back to the one before' },
  { keyName: 'j', does: 'On to the one after' },
  { keyName: 'u', does: 'Undo the last decision' },
  { keyName: '?', does: 'Show these shortcuts' },
]

interface ReviewPageProps {
  search: ReplaySearch
  onSearchChange: (patch: Partial<ReplaySearch>) => void
}

/** Replay's review mode: one training prompt on one screen, and a key for each decision. */
export function ReviewPage({ search, onSearchChange }: ReviewPageProps) {
  const mayReview = useMay('REVIEWER')
  return (
    <Stack gap="md">
      <PageHeader title="Review">
        What agents corrected, one by one: what is approved teaches the AI at once.
      </PageHeader>
      <Group justify="space-between" gap="xs">
        <FilterBar search={search} onChange={onSearchChange} noDaysMeans="all time" />
        <Button
          variant="subtle"
          size="compact-sm"
          renderRoot={(props) => <Link {...props} to="/replay" search={search} />}
        >
          Back to Replay
        </Button>
      </Group>
      {mayReview ? (
        <Queue search={search} />
      ) : (
        <EmptyState title="Reviewing takes the role of a reviewer">Ask an admin for it.</EmptyState>
      )}
    </Stack>
  )
}

function Queue({ search }: { search: ReplaySearch }) {
  const queue = useReviewQueue(search)
  const [singleKeys] = useLocalStorage({
    key: 'replyloop.replay.single-keys',
    defaultValue: true,
    getInitialValueInEffect: false,
  })
  const [editing, setEditing] = useState(false)
  const [helpOpened, setHelpOpened] = useState(false)
  const { shown, progress } = queue

  function decide(change: Decision) {
    setEditing(false)
    queue.decide(change)
  }

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!singleKeys || freeTarget(event) === undefined) return
    const actions: Partial<Record<string, () => void>> = {
      a: () => {
        decide({ review: 'APPROVED' })
      },
      x: () => {
        decide({ review: 'EXCLUDED' })
      },
      e: () => {
        if (shown !== undefined && !shown.useful) setEditing(true)
      },
      p: () => {
        if (shown?.trainingPrompt.review !== 'PENDING') decide({ review: 'PENDING' })
      },
      s: queue.skip,
      u: queue.undo,
      j: () => {
        queue.step(1)
      },
      k: () => {
        queue.step(-1)
      },
      '?': () => {
        setHelpOpened(true)
      },
    }
    const action = actions[event.key]
    if (action === undefined) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [])

  return (
    <Stack gap="sm">
      {progress && <Progress progress={progress} />}
      <Decided queue={queue} />
      {queue.error !== null &&
        (queue.isChangedMeanwhile ? (
          <Alert color="gray">Somebody was quicker. This is how it stands now.</Alert>
        ) : (
          <ErrorPanel error={queue.error} onRetry={queue.lookAgain} />
        ))}
      {shown ? (
        <Item
          key={`${shown.id} ${shown.trainingPrompt.revision}`}
          item={shown}
          queue={queue}
          editing={editing}
          onEdit={setEditing}
          onDecide={decide}
          onHelp={() => {
            setHelpOpened(true)
          }}
        />
      ) : progress ? (
        <NothingToReview progress={progress} onLookAgain={queue.lookAgain} />
      ) : (
        queue.error === null && <Skeleton h={420} role="status" aria-label="Loading" />
      )}
      <Shortcuts
        opened={helpOpened}
        onClose={() => {
          setHelpOpened(false)
        }}
      />
    </Stack>
  )
}

function Progress({ progress: { left, reservedByOthers, doneToday } }: { progress: Omit<ReviewItem, 'item'> }) {
  const text = `${left.more ? 'More than ' : ''}${counted(left.count, 'training prompt')} left · ${String(doneToday)} done today${
    reservedByOthers > 0 ? ` · ${String(reservedByOthers)} before other reviewers` : ''
  }`
  return (
    <Text size="sm" c="dimmed" role="status">
      {text}
    </Text>
  )
}

function NothingToReview({
  progress: { left },
  onLookAgain,
}: {
  progress: Omit<ReviewItem, 'item'>
  onLookAgain: () => void
}) {
  return (
    <EmptyState title={left.count === 0 ? 'Nothing is left to review' : 'The rest is before other reviewers'}>
      {left.count === 0
        ? 'What comes in is to be found here, with these filters. '
        : 'What they put back, or leave for five minutes, can be reviewed here. '}
      <Button variant="default" size="xs" onClick={onLookAgain}>
        Look again
      </Button>
    </EmptyState>
  )
}

const DECIDED = { APPROVED: 'Approved', EXCLUDED: 'Excluded', PENDING: 'Put back for another look' } as const

/** Says what was decided last, for as long as that can be undone. */
function Decided({ queue: { decided, canUndo, undo } }: { queue: ReviewQueue }) {
  return (
    <div role="status">
      {decided && (
        <Alert color="gray" py="xs">
          <Group justify="space-between" gap="xs">
            <Text size="sm">
              {DECIDED[decided.trainingPrompt.review]}: <bdi>“{excerpt(decided.message, undefined, ROOM)}”</bdi>
            </Text>
            <Button size="compact-sm" variant="default" disabled={!canUndo} onClick={undo} aria-keyshortcuts="u">
              Undo
            </Button>
          </Group>
        </Alert>
      )}
    </div>
  )
}

interface ItemProps {
  item: FeedbackDetail
  queue: ReviewQueue
  editing: boolean
  onEdit: (editing: boolean) => void
  onDecide: (change: Decision) => void
  onHelp: () => void
}

function Item({ item, queue, editing, onEdit, onDecide, onHelp }: ItemProps) {
  const titleId = useId()
  const { useful, message, written, aiReply, agentReply, comment, context, occurredAt, trainingPrompt } = item
  const taught = useful ? null : trainingPrompt.taughtReply
  return (
    <article className={classes.item} aria-labelledby={titleId}>
      <Stack gap="md">
        <div className={replay.detailHead}>
          <Title order={2} id={titleId} className={replay.detailTitle}>
            <VerdictLabel useful={useful} />
            <span className={replay.detailWhen}>
              <Timestamp instant={occurredAt} style="absolute" />
            </span>
          </Title>
          <State item={item} />
        </div>
        <Facts feedback={item} />
        {context.length > 0 && <Conversation turns={context} />}
        <CustomerMessage message={message} written={written} search={undefined} />
        {taught === null ? (
          <Section title="AI reply">
            <PlainText text={aiReply} search={undefined} />
          </Section>
        ) : (
          <ReplyComparison aiReply={aiReply} agentReply={taught} search={undefined} />
        )}
        {trainingPrompt.editedReply !== null && agentReply !== null && (
          <Section title="What the agent had sent">
            <PlainText text={agentReply} search={undefined} />
          </Section>
        )}
        {!useful && taught === null && (
          <Text size="sm" c="dimmed">
            The agent sent no reply of their own. Approved as it is, it teaches only that the AI reply was wrong.
          </Text>
        )}
        {comment !== null && (
          <Section title="Agent’s comment">
            <PlainText text={comment} search={undefined} />
          </Section>
        )}
        {editing ? (
          <EditReply
            reply={taught ?? ''}
            onCancel={() => {
              onEdit(false)
            }}
            onApprove={(reply) => {
              onDecide({ review: 'APPROVED', reply })
            }}
          />
        ) : (
          <Actions item={item} queue={queue} onEdit={onEdit} onDecide={onDecide} onHelp={onHelp} />
        )}
        <TaughtBefore item={item} />
      </Stack>
    </article>
  )
}

function State({ item: { trainingPrompt } }: { item: FeedbackDetail }) {
  const { review, changedSinceReview, reviewedBy } = trainingPrompt
  if (changedSinceReview)
    return (
      <Badge color="yellow" variant="light">
        Changed since it was reviewed
      </Badge>
    )
  if (review === 'PENDING') return null
  return (
    <Badge color="gray" variant="light">
      {review === 'APPROVED' ? 'Approved' : 'Excluded'}
      {reviewedBy !== null && ` by ${reviewedBy}`}
    </Badge>
  )
}

function Actions({ item, queue, onEdit, onDecide, onHelp }: Omit<ItemProps, 'editing'>) {
  const { isBusy, canGoBack, canGoOn } = queue
  return (
    <div className={classes.actions}>
      <Group gap="xs">
        <Button
          loading={isBusy}
          aria-keyshortcuts="a"
          onClick={() => {
            onDecide({ review: 'APPROVED' })
          }}
        >
          Approve
          <Key name="a" />
        </Button>
        <Button
          variant="default"
          disabled={isBusy}
          aria-keyshortcuts="x"
          onClick={() => {
            onDecide({ review: 'EXCLUDED' })
          }}
        >
          Exclude
          <Key name="x" />
        </Button>
        {!item.useful && (
          <Button
            variant="default"
            disabled={isBusy}
            aria-keyshortcuts="e"
            onClick={() => {
              onEdit(true)
            }}
          >
            Edit the reply
            <Key name="e" />
          </Button>
        )}
        {item.trainingPrompt.review !== 'PENDING' && (
          <Button
            variant="default"
            disabled={isBusy}
            aria-keyshortcuts="p"
            onClick={() => {
              onDecide({ review: 'PENDING' })
            }}
          >
            Put back
            <Key name="p" />
          </Button>
        )}
        <Button variant="default" disabled={isBusy} aria-keyshortcuts="s" onClick={queue.skip}>
          Skip
          <Key name="s" />
        </Button>
      </Group>
      <Group gap="xs">
        <Button
          variant="subtle"
          disabled={!canGoBack}
          aria-keyshortcuts="k"
          onClick={() => {
            queue.step(-1)
          }}
        >
          Back
        </Button>
        {canGoOn && (
          <Button
            variant="subtle"
            aria-keyshortcuts="j"
            onClick={() => {
              queue.step(1)
            }}
          >
            On
          </Button>
        )}
        <Button className={replay.forKeyboards} variant="subtle" onClick={onHelp} aria-keyshortcuts="?">
          Shortcuts
        </Button>
      </Group>
    </div>
  )
}

function Key({ name }: { name: string }) {
  return (
    <Kbd className={classes.key} aria-hidden>
      {name}
    </Kbd>
  )
}

interface EditReplyProps {
  reply: string
  onApprove: (reply: string) => void
  onCancel: () => void
}

function EditReply({ reply, onApprove, onCancel }: EditReplyProps) {
  const [text, setText] = useState(reply)
  const isTooLong = [...text].length > MAX_REPLY
  const isReady = text.trim() !== '' && !isTooLong
  return (
    <form
      className={classes.edit}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) onApprove(text)
      }}
    >
      <Textarea
        label="The reply that is taught"
        description="The agent’s own stays beside it."
        data-autofocus
        // eslint-disable-next-line jsx-a11y-x/no-autofocus -- who asked to edit it wants to write
        autoFocus
        rows={6}
        resize="vertical"
        dir="auto"
        value={text}
        error={isTooLong ? 'That is more than the 20,000 characters a reply may have.' : undefined}
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && isReady) onApprove(text)
        }}
      />
      <Group gap="xs" mt="xs">
        <Button type="submit" disabled={!isReady}>
          Approve with this reply
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </form>
  )
}

function TaughtBefore({ item }: { item: FeedbackDetail }) {
  const query = useQuery(examplesQuery(item))
  return (
    <Section title="What is taught in like cases">
      <QueryBoundary query={query} skeleton={<Skeleton h={72} aria-hidden />}>
        {({ examples, foundBy }) =>
          examples.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nothing yet: no like message has a right reply.
            </Text>
          ) : (
            <ExampleList examples={examples} foundBy={foundBy} />
          )
        }
      </QueryBoundary>
    </Section>
  )
}

function Shortcuts({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Keyboard shortcuts">
      <Table>
        <Table.Tbody>
          {KEYS.map(({ keyName, does }) => (
            <Table.Tr key={keyName}>
              <Table.Th scope="row" fw={450}>
                {does}
              </Table.Th>
              <Table.Td>
                <Kbd>{keyName}</Kbd>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  )
}
