import { Button, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import { overridesQuery, type OverrideCase } from '@/api/queries'
import type { ReplaySearch, WindowSearch } from '@/api/search'
import { shareChange } from '@/ui/change'
import { ChangeNote } from '@/ui/ChangeNote'
import { excerpt } from '@/ui/excerpt'
import { counted, percent } from '@/ui/format'
import { QueryBoundary } from '@/ui/QueryBoundary'
import { DiffText, PlainText } from '@/ui/MarkedText'
import { Panel, PanelTitle } from '@/ui/Panel'
import { ReplayLink } from '@/ui/ReplayLink'
import { sideOf } from '@/ui/reply-diff'
import { useReplyDiff } from '@/ui/use-reply-diff'
import classes from './OverrideCases.module.css'

/** More cases than these are folded away. */
const SHOWN_AT_FIRST = 4
const QUESTION = 180
/** A reply with more letters or lines than these is cut until somebody wants to read it. */
const LONG_REPLY = { letters: 420, lines: 8 }

interface OverrideCasesProps {
  filters: WindowSearch
  /** What Replay shows of the rejections counted here. */
  replaySearch: ReplaySearch
  /** Some feedback has not found its topic yet. */
  unfinished: boolean
}

/** They come below what fills the screen: no higher than where there is none, lest the page shrinks under who scrolls. */
export const CASES_HEIGHT = 320

/** Where the AI keeps saying one thing and agents keep sending another. */
export function OverrideCases({ filters, replaySearch, unfinished }: OverrideCasesProps) {
  const titleId = useId()
  const query = useQuery(overridesQuery(filters))
  return (
    <QueryBoundary query={query} skeleton={<Skeleton h={CASES_HEIGHT} />}>
      {({ items }) => (
        <Panel labelledBy={titleId}>
          <PanelTitle id={titleId}>Frequent override cases</PanelTitle>
          <Text size="sm" c="dimmed" mb={items.length > 0 ? 'md' : 0}>
            {items.length > 0
              ? 'What the AI keeps saying, and what agents most typically send instead.'
              : unfinished
                ? 'Customer messages of these days are still finding their topics.'
                : 'No AI reply was replaced more than once within a topic in these days.'}
          </Text>
          {items.length > 0 && <Cases items={items} replaySearch={replaySearch} />}
        </Panel>
      )}
    </QueryBoundary>
  )
}

function Cases({ items, replaySearch }: { items: OverrideCase[]; replaySearch: ReplaySearch }) {
  const [all, setAll] = useState(false)
  return (
    <>
      <ol className={classes.cases}>
        {(all ? items : items.slice(0, SHOWN_AT_FIRST)).map((item) => (
          <li key={`${item.topic.id} ${item.overrideCase}`}>
            <Case item={item} replaySearch={replaySearch} />
          </li>
        ))}
      </ol>
      {items.length > SHOWN_AT_FIRST && (
        <Button
          className={classes.more}
          variant="subtle"
          size="compact-sm"
          mt="sm"
          aria-expanded={all}
          onClick={() => {
            setAll(!all)
          }}
        >
          {all ? 'Show fewer' : `Show all ${items.length}`}
        </Button>
      )}
    </>
  )
}

function Case({ item, replaySearch }: { item: OverrideCase; replaySearch: ReplaySearch }) {
  const { topic, message, overrideCase, aiReply, agentReply, count, share, compared } = item
  const change = shareChange(compared)
  const titleId = useId()
  const [whole, setWhole] = useState(false)
  const diff = useReplyDiff(aiReply, agentReply)
  const segments = diff?.kind === 'words' ? diff.segments : undefined
  const long = isLong(aiReply) || isLong(agentReply)
  const cut = long && !whole

  return (
    <article className={classes.case} aria-labelledby={titleId}>
      <div>
        <h3 id={titleId} className={classes.question} dir="auto">
          “{excerpt(message, QUESTION)}”
        </h3>
        <p className={classes.figures}>
          <strong>{counted(count, 'override')}</strong>, {percent(share)} of those in “{topic.name}”{' '}
          {change && <ChangeNote change={change} />}
        </p>
      </div>
      <dl className={classes.sides}>
        <Side title="The AI keeps saying" cut={cut}>
          {segments ? (
            <DiffText segments={sideOf(segments, 'ai')} search={undefined} />
          ) : (
            <PlainText text={aiReply} search={undefined} />
          )}
        </Side>
        <Side title="Agents send instead" cut={cut}>
          {segments ? (
            <DiffText segments={sideOf(segments, 'agent')} search={undefined} />
          ) : (
            <PlainText text={agentReply} search={undefined} />
          )}
        </Side>
      </dl>
      <div className={classes.actions}>
        {long && (
          <Button
            className={classes.more}
            variant="subtle"
            size="compact-sm"
            aria-expanded={whole}
            onClick={() => {
              setWhole(!whole)
            }}
          >
            {whole ? 'Show less' : 'Show the whole replies'}
          </Button>
        )}
        <ReplayLink
          search={{ ...replaySearch, topic: [topic.id], overrideCase }}
          label={`${counted(count, 'override')} in Replay: “${excerpt(aiReply, 60)}”`}
        >
          {counted(count, 'override')} in Replay
        </ReplayLink>
        <ReplayLink
          search={{ ...replaySearch, topic: [topic.id] }}
          label={`The whole topic in Replay: “${topic.name}”`}
        >
          The whole topic in Replay
        </ReplayLink>
      </div>
    </article>
  )
}

function Side({ title, cut, children }: { title: string; cut: boolean; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd className={classes.reply} data-cut={cut || undefined}>
        {children}
      </dd>
    </div>
  )
}

const isLong = (reply: string) =>
  reply.length > LONG_REPLY.letters || reply.split('\n', LONG_REPLY.lines + 1).length > LONG_REPLY.lines
