import { ActionIcon, NativeSelect, Text, UnstyledButton } from '@mantine/core'
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs'
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs'
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs'
import { Fragment, useId, useState } from 'react'
import type { TopNegativeMessage } from '@/api/queries'
import type { ReplaySearch } from '@/api/search'
import { downloadCsv } from '@/charts/table'
import { type Period } from '@/api/days'
import { excerpt } from '@/ui/excerpt'
import { count, counted } from '@/ui/format'
import { Panel, PanelTitle } from '@/ui/Panel'
import { ReplayLink } from '@/ui/ReplayLink'
import { Timestamp } from '@/ui/Timestamp'
import classes from './MostRejectedReplies.module.css'
import { INITIAL_SORTING, nextSorting, rejectedTable, sorted, type SortKey, type Sorting } from './model'

interface MostRejectedRepliesProps {
  replies: TopNegativeMessage[]
  period: Period & { timeZone: string }
  /** What Replay shows of the rejections counted here. */
  replaySearch: ReplaySearch
}

const COLUMNS: { key: SortKey; label: string; numeric?: boolean }[] = [
  { key: 'message', label: 'Message' },
  { key: 'aiReply', label: 'AI Reply' },
  { key: 'agentReply', label: 'Agent Override' },
  { key: 'rejections', label: 'Times rejected', numeric: true },
  { key: 'lastRejectedAt', label: 'Last' },
]

export function MostRejectedReplies({ replies, period, replaySearch }: MostRejectedRepliesProps) {
  const titleId = useId()
  const [sorting, setSorting] = useState(INITIAL_SORTING)
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set())

  const toggle = (id: string) => {
    const next = new Set(expanded)
    if (!next.delete(id)) next.add(id)
    setExpanded(next)
  }

  return (
    <Panel id="most-rejected-replies" labelledBy={titleId}>
      <div className={classes.head}>
        <div>
          <PanelTitle id={titleId}>Most Rejected Replies</PanelTitle>
          <Text size="sm" c="dimmed">
            {replies.length === 0
              ? 'No reply was rejected in these days.'
              : 'AI replies that agents rejected most often, with what an agent sent instead.'}
          </Text>
        </div>
        {replies.length > 0 && (
          <ActionIcon
            variant="subtle"
            color="gray"
            c="dimmed"
            aria-label="Most Rejected Replies: download as CSV"
            title="Download as CSV"
            onClick={() => {
              downloadCsv(`most-rejected-replies-${period.from}-${period.to}`, rejectedTable(replies, period.timeZone))
            }}
          >
            <IconDownload size={18} stroke={1.75} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {replies.length > 0 && (
        <>
          <SortSelect sorting={sorting} onChange={setSorting} />
          {/* Narrow screens lay its rows out as cards; browsers go on telling it as a table. */}
          <table className={classes.table} aria-labelledby={titleId}>
            <thead>
              <tr>
                <th scope="col" className={classes.expander}>
                  <span className={classes.hidden}>Full texts</span>
                </th>
                {COLUMNS.map(({ key, label, numeric }) => (
                  <SortHeader
                    key={key}
                    label={label}
                    numeric={numeric === true}
                    active={sorting.key === key}
                    descending={sorting.descending}
                    onSort={() => {
                      setSorting(nextSorting(sorting, key))
                    }}
                  />
                ))}
              </tr>
            </thead>
            <tbody>
              {sorted(replies, sorting).map((reply) => (
                <ReplyRows
                  key={reply.aiReplyId}
                  reply={reply}
                  replaySearch={replaySearch}
                  expanded={expanded.has(reply.aiReplyId)}
                  onToggle={() => {
                    toggle(reply.aiReplyId)
                  }}
                />
              ))}
            </tbody>
          </table>
        </>
      )}
    </Panel>
  )
}

/** Cards have no header to click on: narrow screens sort with this. */
function SortSelect({ sorting, onChange }: { sorting: Sorting; onChange: (sorting: Sorting) => void }) {
  const Arrow = sorting.descending ? IconArrowDown : IconArrowUp
  return (
    <div className={classes.sortSelect}>
      <NativeSelect
        size="xs"
        label="Sort by"
        value={sorting.key}
        data={COLUMNS.map(({ key, label }) => ({ value: key, label }))}
        onChange={({ currentTarget: { value } }) => {
          const column = COLUMNS.find(({ key }) => key === value)
          if (column) onChange(nextSorting(sorting, column.key))
        }}
      />
      <ActionIcon
        variant="default"
        size={30}
        aria-label={sorting.descending ? 'Descending: turn round' : 'Ascending: turn round'}
        onClick={() => {
          onChange(nextSorting(sorting, sorting.key))
        }}
      >
        <Arrow size={16} stroke={1.75} aria-hidden />
      </ActionIcon>
    </div>
  )
}

interface SortHeaderProps {
  label: string
  numeric: boolean
  active: boolean
  descending: boolean
  onSort: () => void
}

function SortHeader({ label, numeric, active, descending, onSort }: SortHeaderProps) {
  const Arrow = descending ? IconArrowDown : IconArrowUp
  return (
    <th
      scope="col"
      aria-sort={!active ? 'none' : descending ? 'descending' : 'ascending'}
      data-numeric={numeric || undefined}
    >
      <UnstyledButton className={classes.sort} onClick={onSort}>
        {label}
        <Arrow size={14} stroke={2} aria-hidden className={classes.arrow} data-active={active || undefined} />
      </UnstyledButton>
    </th>
  )
}

interface ReplyRowsProps {
  reply: TopNegativeMessage
  replaySearch: ReplaySearch
  expanded: boolean
  onToggle: () => void
}

function ReplyRows({ reply, replaySearch, expanded, onToggle }: ReplyRowsProps) {
  const { message, aiReply, agentReply, rejections, lastRejectedAt, aiReplyId } = reply
  const detailId = useId()
  return (
    <Fragment>
      <tr className={classes.row} data-expanded={expanded || undefined}>
        <td className={classes.expander}>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="dimmed"
            size="sm"
            aria-label={`Full texts of “${excerpt(message, 60)}”`}
            aria-expanded={expanded}
            aria-controls={expanded ? detailId : undefined}
            onClick={onToggle}
          >
            <IconChevronRight size={16} stroke={2} aria-hidden className={classes.chevron} />
          </ActionIcon>
        </td>
        <td data-label="Message">
          <span className={classes.clamp}>{message}</span>
        </td>
        <td data-label="AI Reply">
          <span className={classes.clamp}>{aiReply}</span>
        </td>
        <td data-label="Agent Override">
          {agentReply === null ? (
            <span className={classes.soft}>None sent</span>
          ) : (
            <span className={classes.clamp}>{agentReply}</span>
          )}
        </td>
        <td data-label="Times rejected" data-numeric>
          <ReplayLink
            search={{ ...replaySearch, aiReplyId }}
            label={`${counted(rejections, 'rejection')}: see ${rejections === 1 ? 'it' : 'them'} in Replay`}
          >
            {count(rejections)}
          </ReplayLink>
        </td>
        <td data-label="Last" className={classes.last}>
          <Timestamp instant={lastRejectedAt} />
        </td>
      </tr>
      {expanded && (
        <tr id={detailId} className={classes.detail}>
          <td colSpan={6}>
            <dl className={classes.texts}>
              <div>
                <dt>Message</dt>
                <dd>{message}</dd>
              </div>
              <div>
                <dt>AI Reply</dt>
                <dd>{aiReply}</dd>
              </div>
              <div>
                <dt>Agent Override</dt>
                <dd>{agentReply ?? <span className={classes.soft}>No agent sent a reply of their own.</span>}</dd>
              </div>
            </dl>
            <ReplayLink search={{ ...replaySearch, aiReplyId }}>
              {rejections === 1 ? 'See it in Replay' : `See all ${count(rejections)} in Replay`}
            </ReplayLink>
          </td>
        </tr>
      )}
    </Fragment>
  )
}
