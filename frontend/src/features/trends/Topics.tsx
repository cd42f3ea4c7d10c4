import { Alert, Progress, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, type ReactNode } from 'react'
import { topicAnalyticsQuery, type TopicAnalytics, type TopicProgress } from '@/api/queries'
import type { ReplaySearch, WindowSearch } from '@/api/search'
import { count } from '@/ui/format'
import { QueryBoundary } from '@/ui/QueryBoundary'
import { Panel, PanelTitle } from '@/ui/Panel'
import { OverrideCases } from './OverrideCases'
import { MostRejectedTopics } from './MostRejectedTopics'
import classes from './Topics.module.css'
import { failureText, foreignText, learningText, waitingText } from './topics-model'

interface TopicsProps {
  filters: WindowSearch
  /** What Replay shows of the rejections of the window. */
  replaySearch: ReplaySearch
  onSearchChange: (patch: Partial<WindowSearch>) => void
}

/** As high as a screen has room for, so that nothing in sight moves when it comes. */
export const TOPICS_HEIGHT = 740

/** What is rejected, by topic, and what agents keep replacing in it; or how far the topics are, where there are none yet. */
export function Topics({ filters, replaySearch, onSearchChange }: TopicsProps) {
  const query = useQuery(topicAnalyticsQuery(filters))
  const progress = query.data?.progress
  // Where the topics can't be read, the cases may be all the same.
  const hasCases = progress === undefined || progress.phase === 'READY' || progress.phase === 'REGROUPING'
  return (
    <div className={classes.panels}>
      <QueryBoundary query={query} skeleton={<Skeleton h={TOPICS_HEIGHT} />}>
        {(analytics) => (
          <TopicsOrProgress
            analytics={analytics}
            filters={filters}
            replaySearch={replaySearch}
            onSearchChange={onSearchChange}
          />
        )}
      </QueryBoundary>
      {hasCases && (
        <OverrideCases filters={filters} replaySearch={replaySearch} unfinished={(progress?.waiting ?? 0) > 0} />
      )}
    </div>
  )
}

function TopicsOrProgress({
  analytics,
  filters,
  replaySearch,
  onSearchChange,
}: TopicsProps & { analytics: TopicAnalytics }) {
  const { progress } = analytics
  switch (progress.phase) {
    case 'OFF':
      return (
        <NoTopics>
          <Text size="sm" c="dimmed">
            Topics are switched off. The setting <code>replyloop.topics.enabled</code> turns them on.
          </Text>
        </NoTopics>
      )
    case 'LEARNING':
      return (
        <NoTopics>
          <Learning progress={progress} />
        </NoTopics>
      )
    case 'READY':
    case 'REGROUPING':
      return (
        <>
          <ForeignLanguage progress={progress} />
          <MostRejectedTopics
            analytics={analytics}
            byReason={filters.reason !== undefined}
            replaySearch={replaySearch}
            onMerged={(from, into) => {
              // A filter by the topic that is gone would find nothing.
              if (filters.topic?.includes(from)) {
                onSearchChange({ topic: [...new Set(filters.topic.map((id) => (id === from ? into : id)))] })
              }
            }}
          />
        </>
      )
  }
}

function ForeignLanguage({ progress }: { progress: TopicProgress }) {
  const text = foreignText(progress)
  if (text === null) return null
  return (
    <Alert color="gray" role="note">
      <Text size="sm">
        {text} the setting <code>replyloop.topics.model.file</code>, in the chapter “Topics” of{' '}
        <code>docs/configuration.md</code>.
      </Text>
    </Alert>
  )
}

function NoTopics({ children }: { children: ReactNode }) {
  const titleId = useId()
  return (
    <Panel labelledBy={titleId}>
      <PanelTitle id={titleId}>Most rejected topics</PanelTitle>
      {children}
    </Panel>
  )
}

function Learning({ progress }: { progress: TopicProgress }) {
  const { messages, messagesNeeded } = progress
  const waiting = waitingText(progress)
  const failure = failureText(progress)
  return (
    <div className={classes.learning}>
      <Text size="sm">{learningText(progress)}</Text>
      <Progress value={(100 * messages) / messagesNeeded} size="sm" aria-label="Messages learned from" />
      {failure !== null && <Text size="sm">{failure}</Text>}
      {waiting !== null && <Text size="sm">{waiting}</Text>}
      <Text size="sm" c="dimmed" maw="75ch">
        ReplyLoop groups what customers write by its meaning, with nobody labelling anything. The first topics show here
        by themselves once it has read {count(messagesNeeded)} messages.
      </Text>
    </div>
  )
}
