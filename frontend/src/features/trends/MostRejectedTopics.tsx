import { ActionIcon, Button, Menu, SegmentedControl, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import IconArrowMerge from '@tabler/icons-react/dist/esm/icons/IconArrowMerge.mjs'
import IconArrowsSplit2 from '@tabler/icons-react/dist/esm/icons/IconArrowsSplit2.mjs'
import IconDotsVertical from '@tabler/icons-react/dist/esm/icons/IconDotsVertical.mjs'
import IconEyeOff from '@tabler/icons-react/dist/esm/icons/IconEyeOff.mjs'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import { useEffect, useRef, useState } from 'react'
import type { TopicAnalytics } from '@/api/queries'
import type { ReplaySearch } from '@/api/search'
import { ChartFrame } from '@/charts/ChartFrame'
import { Sparkline } from '@/charts/Sparkline'
import { useMay } from '@/api/session'
import { ChangeNote } from '@/ui/ChangeNote'
import { excerpt } from '@/ui/excerpt'
import { LiveStatus } from '@/ui/LiveStatus'
import { ReplayLink } from '@/ui/ReplayLink'
import { NO_TOPIC, useTopics } from '@/ui/topic-names'
import { HiddenTopics } from './HiddenTopics'
import { SplitForm } from './SplitForm'
import { MergeForm, RenameForm, TopicDialog } from './TopicDialogs'
import classes from './Topics.module.css'
import {
  inOrder,
  topicRows,
  topicsAtFirst,
  topicsSummary,
  topicsTable,
  unsettled,
  type TopicOrder,
  type TopicRow,
} from './topics-model'
import { refusal, useTopicCorrection } from './use-topic-corrections'

/** About what two lines of the typical message take. */
const QUOTED = 160

interface MostRejectedTopicsProps {
  analytics: TopicAnalytics
  /** A reason is filtered by, so that rejections alone are counted. */
  byReason: boolean
  /** What Replay shows of the rejections counted here. */
  replaySearch: ReplaySearch
  onMerged: (from: string, into: string) => void
}

type Correction = 'rename' | 'merge' | 'split'

const TITLES: Record<Correction, string> = {
  rename: 'Rename the topic',
  merge: 'Merge topics',
  split: 'Split off a message',
}

const ORDERS = [
  { value: 'rejections', label: 'Most rejections' },
  { value: 'worse', label: 'Got worse most' },
]

/** What the AI gets wrong, by topic: ranked, followed day by day, and to be corrected where it stands. */
export function MostRejectedTopics({ analytics, byReason, replaySearch, onMerged }: MostRejectedTopicsProps) {
  const { from, to, today, progress } = analytics
  const [order, setOrder] = useState<TopicOrder>('rejections')
  const ordered = inOrder(analytics, order)
  const { topics, other } = topicRows(ordered, byReason)
  const allTopics = useTopics()
  const [all, setAll] = useState(false)
  const [dialog, setDialog] = useState<{ correction: Correction; topic: TopicRow }>()
  const [opened, setOpened] = useState(false)
  const [done, setDone] = useState('')
  const hiding = useTopicCorrection()
  const list = useRef<HTMLOListElement>(null)

  const atFirst = topicsAtFirst(topics, analytics)
  const shown = all ? topics : atFirst
  const note = unsettled(progress)

  const correctedId = dialog?.topic.id
  useEffect(() => {
    if (opened || correctedId === undefined) return
    // A merged topic's row is gone, and its menu with it.
    const target = list.current?.querySelector<HTMLElement>(`[data-corrects="${correctedId}"]`) ?? list.current
    target?.focus({ preventScroll: true })
  }, [opened, correctedId])

  useEffect(() => {
    // The row that had the focus went away with its topic.
    if (done !== '' && document.activeElement === document.body) list.current?.focus({ preventScroll: true })
  }, [done, topics.length])

  function correct(correction: Correction, topic: TopicRow) {
    setDialog({ correction, topic })
    setOpened(true)
  }

  function hide({ id, name }: TopicRow) {
    hiding.mutate(
      { id, hidden: true },
      {
        onSuccess: () => {
          setDone(`“${name}” is hidden.`)
        },
      },
    )
  }

  function close() {
    setOpened(false)
  }

  return (
    <ChartFrame
      title="Most rejected topics"
      summary={topicsSummary(analytics)}
      table={topicsTable(ordered)}
      fileName={`topics-${from}-${to}`}
      foot={
        <>
          {hiding.isError && (
            <Text size="sm" c="var(--rl-worse)" role="alert" mt="sm">
              {refusal(hiding.error)}
            </Text>
          )}
          {note !== null && <p className={classes.note}>{note}</p>}
          <HiddenTopics topics={allTopics?.filter(({ hidden }) => hidden) ?? []} />
          <LiveStatus>{done}</LiveStatus>
          {dialog && (
            <TopicDialog title={TITLES[dialog.correction]} opened={opened} onClose={close}>
              {dialog.correction === 'rename' && <RenameForm topic={dialog.topic} onDone={close} />}
              {dialog.correction === 'split' && (
                <SplitForm
                  topic={dialog.topic}
                  onCancel={close}
                  onSplit={(name) => {
                    close()
                    setDone(`The message is in “${name}” now.`)
                  }}
                />
              )}
              {dialog.correction === 'merge' && (
                <MergeForm
                  topic={dialog.topic}
                  others={allTopics?.filter(({ id, hidden }) => !hidden && id !== dialog.topic.id) ?? []}
                  onCancel={close}
                  onMerged={(into) => {
                    close()
                    onMerged(dialog.topic.id, into)
                  }}
                />
              )}
            </TopicDialog>
          )}
        </>
      }
    >
      {!byReason && topics.length > 1 && (
        <SegmentedControl
          size="xs"
          mb="sm"
          aria-label="Order of the topics"
          data={ORDERS}
          value={order}
          onChange={(value) => {
            setOrder(value === 'worse' ? 'worse' : 'rejections')
          }}
        />
      )}
      <ol ref={list} className={classes.rows} aria-label="Topics by rejections" tabIndex={-1}>
        {[...shown, ...(other ? [other] : [])].map((row) => (
          <Row
            key={row.id}
            row={row}
            replaySearch={replaySearch}
            partial={to === today}
            onCorrect={(correction) => {
              correct(correction, row)
            }}
            onHide={() => {
              hide(row)
            }}
          />
        ))}
      </ol>
      {topics.length > atFirst.length && (
        <Button
          className={classes.more}
          variant="subtle"
          size="compact-sm"
          aria-expanded={all}
          onClick={() => {
            setAll(!all)
          }}
        >
          {all ? 'Show fewer' : `Show all ${topics.length} topics`}
        </Button>
      )}
    </ChartFrame>
  )
}

interface RowProps {
  row: TopicRow
  replaySearch: ReplaySearch
  /** The last day isn't over. */
  partial: boolean
  onCorrect: (correction: Correction) => void
  onHide: () => void
}

function Row({ row, replaySearch, partial, onCorrect, onHide }: RowProps) {
  const { id, name, isNew, typicalMessage, reach, note, rate, interval, change, daily, dailyInWords } = row
  const mayCorrect = useMay('REVIEWER')
  const isOther = id === NO_TOPIC
  return (
    <li className={classes.row} data-muted={isOther || undefined}>
      <div className={classes.topic}>
        <div className={classes.name}>
          <ReplayLink search={{ ...replaySearch, topic: [id] }}>{name}</ReplayLink>
          {isNew && <span className={classes.badge}>New this week</span>}
        </div>
        {typicalMessage !== null && (
          <p className={classes.quote} dir="auto">
            “{excerpt(typicalMessage, QUOTED)}”
          </p>
        )}
        {isOther && <p className={classes.quote}>Messages that are in no topic</p>}
      </div>
      <div className={classes.rejections}>
        <span className={classes.track} aria-hidden>
          <span className={classes.bar} style={{ width: `${100 * reach}%` }} />
        </span>
        <span>{note}</span>
      </div>
      <div className={classes.rate}>
        {rate !== null && (
          <Tooltip label={`95% interval: ${interval ?? 'none'}`} disabled={interval === null} events={TOOLTIP_EVENTS}>
            <span>
              {rate}
              {interval !== null && <VisuallyHidden>{`, 95% interval: ${interval}`}</VisuallyHidden>}
            </span>
          </Tooltip>
        )}
        {change && <ChangeNote change={change} />}
      </div>
      <div className={classes.spark}>
        <Sparkline values={daily} label={dailyInWords} partial={partial} muted={isOther} />
      </div>
      <div className={classes.menu}>
        {!isOther && mayCorrect && <Corrections row={row} onCorrect={onCorrect} onHide={onHide} />}
      </div>
    </li>
  )
}

const TOOLTIP_EVENTS = { hover: true, focus: true, touch: true }

function Corrections({ row: { id, name }, onCorrect, onHide }: Pick<RowProps, 'row' | 'onCorrect' | 'onHide'>) {
  return (
    <Menu position="bottom-end" shadow="md" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon data-corrects={id} variant="subtle" color="gray" c="dimmed" aria-label={`Correct “${name}”`}>
          <IconDotsVertical size={18} stroke={1.75} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={16} stroke={1.75} aria-hidden />}
          onClick={() => {
            onCorrect('rename')
          }}
        >
          Rename
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowMerge size={16} stroke={1.75} aria-hidden />}
          onClick={() => {
            onCorrect('merge')
          }}
        >
          Merge into…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowsSplit2 size={16} stroke={1.75} aria-hidden />}
          onClick={() => {
            onCorrect('split')
          }}
        >
          Split off a message…
        </Menu.Item>
        <Menu.Item leftSection={<IconEyeOff size={16} stroke={1.75} aria-hidden />} onClick={onHide}>
          Hide
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
