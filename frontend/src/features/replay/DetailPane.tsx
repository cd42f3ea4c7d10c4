import { ActionIcon, Button, Group, Skeleton, Stack, Text, Title, Tooltip } from '@mantine/core'
import IconArrowLeft from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconChevronUp from '@tabler/icons-react/dist/esm/icons/IconChevronUp.mjs'
import { Link } from '@tanstack/react-router'
import { useId, useState, type ReactNode, type RefObject } from 'react'
import type { FeedbackDetail, FeedbackView } from '@/api/queries'
import { useMay } from '@/api/session'
import { CopyAction } from '@/ui/CopyAction'
import { reasonLabel } from '@/ui/format'
import { PlainText } from '@/ui/MarkedText'
import { ReplayLink } from '@/ui/ReplayLink'
import { Timestamp } from '@/ui/Timestamp'
import type { Direction } from './model'
import classes from './replay.module.css'
import { LearnedPromptSection } from './LearnedPromptSection'
import { ReplyComparison } from './ReplyComparison'
import { Section } from './Section'
import { VerdictLabel } from './VerdictLabel'

/** From so many letters on, a message would push the replies out of sight. */
const LONG_MESSAGE = 1_500

export interface Steps {
  canStep: (direction: Direction) => boolean
  onStep: (direction: Direction) => void
}

interface CustomerMessageProps {
  message: string
  /** What the customer wrote in it; null where that is all of it. */
  written: string | null
  search: string | undefined
}

/** What the customer wrote; quoted mails, signatures and mark-up are folded away, unless a search may have found them. */
export function CustomerMessage({ message, written, search }: CustomerMessageProps) {
  const [whole, setWhole] = useState(search !== undefined)
  const text = whole || written === null ? message : written
  return (
    <Section
      title="Customer message"
      scrolls={text.length > LONG_MESSAGE}
      action={
        written !== null && (
          <Button
            variant="subtle"
            size="compact-sm"
            aria-expanded={whole}
            onClick={() => {
              setWhole(!whole)
            }}
          >
            {whole ? 'Only what they wrote' : 'The whole message'}
          </Button>
        )
      }
    >
      <PlainText text={text} search={search} />
    </Section>
  )
}

interface DetailPaneProps extends Steps {
  feedback: FeedbackView
  /** Follows the feedback itself, which the list brought already; null where it could not be read. */
  trainingPrompt: FeedbackDetail['trainingPrompt'] | undefined | null
  /** As the detail has it; null as long as that is not known. */
  written: string | null
  /** The earlier turns of the conversation, as the detail has them. */
  context: FeedbackDetail['context']
  search: string | undefined
  heading: RefObject<HTMLHeadingElement | null>
  /** What the reader should know before reading on. */
  notice?: ReactNode
  onBack?: (() => void) | undefined
  /** Undefined where the list shows this AI reply alone already. */
  onSameReply?: (() => void) | undefined
  onTakeBack: () => void
}

/** One feedback in full. */
export function DetailPane(props: DetailPaneProps) {
  const {
    feedback,
    trainingPrompt,
    written,
    context,
    search,
    heading,
    notice,
    onBack,
    onSameReply,
    onTakeBack,
    canStep,
    onStep,
  } = props
  const titleId = useId()
  const mayAskForPrompts = useMay('DEVELOPER', 'REVIEWER')
  const mayTakeBack = useMay('REVIEWER', 'PRIVACY')
  const { id, useful, message, aiReply, agentReply, comment, occurredAt } = feedback

  return (
    <article className={classes.detail} aria-labelledby={titleId}>
      <Stack gap="md">
        {onBack && <BackButton onBack={onBack} />}
        <div className={classes.detailHead}>
          <Title order={2} id={titleId} ref={heading} tabIndex={-1} className={classes.detailTitle}>
            <VerdictLabel useful={useful} />
            <span className={classes.detailWhen}>
              <Timestamp instant={occurredAt} style="absolute" />
            </span>
          </Title>
          <Group gap="xs">
            <CopyAction label="Copy link" value={linkTo(id)} />
            <StepButtons canStep={canStep} onStep={onStep} />
          </Group>
        </div>
        {notice}
        <Facts feedback={feedback} />
        {context.length > 0 && <Conversation turns={context} />}
        <CustomerMessage key={id} message={message} written={written} search={search} />
        {agentReply === null ? (
          <>
            <Section title="AI reply">
              <PlainText text={aiReply} search={search} />
            </Section>
            {!useful && (
              <Text size="sm" c="dimmed">
                The agent sent no reply of their own.
              </Text>
            )}
          </>
        ) : (
          <ReplyComparison aiReply={aiReply} agentReply={agentReply} search={search} />
        )}
        {comment !== null && (
          <Section title="Agent’s comment">
            <PlainText text={comment} search={undefined} />
          </Section>
        )}
        <Group gap="xs">
          {onSameReply && (
            <Button variant="default" size="xs" onClick={onSameReply}>
              All feedback on this AI reply
            </Button>
          )}
          {mayAskForPrompts && (
            <Button
              variant="default"
              size="xs"
              renderRoot={(props) => <Link {...props} to="/prompt" search={{ feedbackId: id }} />}
            >
              Try a prompt for this message
            </Button>
          )}
          {mayTakeBack && (
            <Button variant="default" size="xs" onClick={onTakeBack}>
              Take this verdict back
            </Button>
          )}
        </Group>
        {feedback.promptId !== null && <LearnedPromptSection id={feedback.promptId} />}
        <TrainingPrompt prompt={trainingPrompt} />
      </Stack>
    </article>
  )
}

export function BackButton({ onBack }: { onBack: () => void }) {
  return (
    <Button
      className={classes.own}
      variant="subtle"
      size="compact-sm"
      leftSection={<IconArrowLeft size={16} aria-hidden />}
      onClick={onBack}
    >
      Back to the list
    </Button>
  )
}

function StepButtons({ canStep, onStep }: Steps) {
  return (
    <ActionIcon.Group>
      {STEPS.map(({ direction, label, keyName, Icon }) => (
        <Tooltip key={label} label={`${label} (${keyName})`}>
          <ActionIcon
            variant="default"
            size="md"
            aria-label={label}
            // Stays in the tab order at either end: a button that vanished under the finger would lose the focus.
            aria-disabled={!canStep(direction)}
            data-disabled={!canStep(direction) || undefined}
            onClick={() => {
              onStep(direction)
            }}
          >
            <Icon size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </ActionIcon.Group>
  )
}

const STEPS = [
  { direction: -1, label: 'Previous feedback', keyName: 'k', Icon: IconChevronUp },
  { direction: 1, label: 'Next feedback', keyName: 'j', Icon: IconChevronDown },
] as const

/** What was said before the message, the oldest first. */
export function Conversation({ turns }: { turns: FeedbackDetail['context'] }) {
  return (
    <Section title="Before it" scrolls={turns.length > 3}>
      <ol className={classes.turns}>
        {turns.map(({ role, text }, index) => (
          <li key={index}>
            <Text size="sm" c="dimmed">
              {role === 'customer' ? 'Customer' : 'Agent'}
            </Text>
            <PlainText text={text} search={undefined} />
          </li>
        ))}
      </ol>
    </Section>
  )
}

export function Facts({ feedback: { reason, channel, model, agentId, traceId } }: { feedback: FeedbackView }) {
  const mayLookForAgents = useMay('ADMIN')
  const facts: { name: string; value: ReactNode }[] = [
    { name: 'Reason', value: reason && reasonLabel(reason) },
    { name: 'Channel', value: channel },
    { name: 'Model', value: model },
    {
      name: 'Agent',
      value:
        agentId !== null && mayLookForAgents ? (
          <ReplayLink search={{ agentId, useful: 'all' }} label={`All verdicts of agent ${agentId}`}>
            {agentId}
          </ReplayLink>
        ) : (
          agentId
        ),
    },
    { name: 'Trace', value: traceId },
  ].filter(({ value }) => value !== null)
  if (facts.length === 0) return null
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value }) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function TrainingPrompt({ prompt }: { prompt: FeedbackDetail['trainingPrompt'] | undefined | null }) {
  if (prompt === null) return null
  return (
    <Section
      title="Training prompt"
      scrolls={prompt !== undefined}
      action={
        prompt && (
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              Rating {prompt.rating}
            </Text>
            <CopyAction label="Copy prompt" value={prompt.prompt} />
          </Group>
        )
      }
    >
      {prompt ? <PlainText text={prompt.prompt} search={undefined} /> : <Skeleton h={96} aria-hidden />}
    </Section>
  )
}

/** The address that opens this feedback and nothing else, whatever the reader has filtered. */
function linkTo(id: string): string {
  const { origin, pathname } = window.location
  return `${origin}${pathname}?${new URLSearchParams({ feedbackId: id }).toString()}`
}
