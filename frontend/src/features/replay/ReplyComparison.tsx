import { Alert, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { DiffText, PlainText } from '@/ui/MarkedText'
import { sideOf, type ReplyDiff } from '@/ui/reply-diff'
import { useReplyDiff } from '@/ui/use-reply-diff'
import classes from './replay.module.css'
import { Section } from './Section'

type View = 'sides' | 'combined'

interface ReplyComparisonProps {
  aiReply: string
  agentReply: string
  search: string | undefined
}

/** What the AI suggested beside what the agent sent instead. */
export function ReplyComparison({ aiReply, agentReply, search }: ReplyComparisonProps) {
  const [view, setView] = useLocalStorage<View>({
    key: 'replyloop.replay.comparison',
    defaultValue: 'sides',
    getInitialValueInEffect: false,
  })
  const diff = useReplyDiff(aiReply, agentReply)
  const segments = diff?.kind === 'words' ? diff.segments : undefined

  return (
    <Stack gap="sm">
      {diff?.kind === 'too-large' ? (
        <Alert variant="default">
          These replies are too long and too different to compare word by word, so both are shown as they are.
        </Alert>
      ) : (
        <Group justify="space-between" gap="xs" mih="1.875rem">
          <Text size="sm" component="p">
            {summaryOf(diff)}
          </Text>
          {segments && (
            <SegmentedControl
              size="xs"
              aria-label="How to compare the replies"
              value={view}
              onChange={setView}
              data={[
                { value: 'sides', label: 'Side by side' },
                { value: 'combined', label: 'Combined' },
              ]}
            />
          )}
        </Group>
      )}
      {segments && view === 'combined' ? (
        <Section title="AI reply, changed into the agent reply">
          <DiffText segments={segments} search={search} />
        </Section>
      ) : (
        <Sides
          ai={segments ? <DiffText segments={sideOf(segments, 'ai')} search={search} /> : undefined}
          agent={segments ? <DiffText segments={sideOf(segments, 'agent')} search={search} /> : undefined}
          {...{ aiReply, agentReply, search }}
        />
      )}
    </Stack>
  )
}

interface SidesProps extends ReplyComparisonProps {
  ai: ReactNode
  agent: ReactNode
}

function Sides({ ai, agent, aiReply, agentReply, search }: SidesProps) {
  return (
    <div className={classes.sides}>
      <Section title="AI reply">{ai ?? <PlainText text={aiReply} search={search} />}</Section>
      <Section title="Agent reply">{agent ?? <PlainText text={agentReply} search={search} />}</Section>
    </div>
  )
}

function summaryOf(diff: Extract<ReplyDiff, { kind: 'words' }> | undefined): string {
  if (diff === undefined) return 'Comparing the replies…'
  if (diff.segments.every(({ kind }) => kind === 'same')) return 'The agent sent the AI reply unchanged.'
  const { same, removed, added } = diff.words
  return `Words: ${same} kept, ${removed} removed, ${added} added`
}
