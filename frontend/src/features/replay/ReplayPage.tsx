import { Box, Skeleton, Stack, Text } from '@mantine/core'
import { useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { ProblemError } from '@/api/problem'
import type { ReplaySearch } from '@/api/search'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorPanel } from '@/ui/ErrorPanel'
import { FilterBar } from '@/ui/FilterBar'
import { counted } from '@/ui/format'
import { LiveStatus } from '@/ui/LiveStatus'
import { PageHeader } from '@/ui/PageHeader'
import { BackButton, DetailPane } from './DetailPane'
import { PageList, PaneList } from './FeedbackList'
import { FilterChip } from './FilterChip'
import { EmptyList, FoundCount, ListEnd, LoadingList } from './ListStates'
import { isId, stepFrom, WITHOUT_FILTERS } from './model'
import classes from './replay.module.css'
import { ReplayToolbar } from './ReplayToolbar'
import { ReplyChip } from './ReplyChip'
import { shortcutFor } from './shortcuts'
import { ShortcutsDialog } from './ShortcutsDialog'
import { TakeBackNotice } from './TakeBackNotice'
import { TopicChip } from './TopicChip'
import { useDocumentTop } from './use-document-top'
import { useFeedbackList } from './use-feedback-list'
import { useReplaySelection, type OnSearchChange } from './use-replay-selection'
import { useTakeBack } from './use-take-back'

/** From here on the list and a feedback have room beside each other. */
const WIDE = '(min-width: 62em)'

interface ReplayPageProps {
  search: ReplaySearch
  onSearchChange: OnSearchChange
}

/** Feedback one by one: what the customer asked, what the AI suggested, and what the agent sent instead. */
export function ReplayPage({ search, onSearchChange }: ReplayPageProps) {
  const wide = useMediaQuery(WIDE, false, { getInitialValueInEffect: false })
  const [helpOpened, setHelpOpened] = useState(false)
  const [singleKeys, setSingleKeys] = useLocalStorage({
    key: 'replyloop.replay.single-keys',
    defaultValue: true,
    getInitialValueInEffect: false,
  })

  const page = useRef<HTMLDivElement>(null)
  const panes = useRef<HTMLDivElement>(null)
  const text = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const searchField = useRef<HTMLInputElement>(null)
  const panesTop = useDocumentTop(panes)

  const feedbackList = useFeedbackList(search)
  const { query: list, items, loadAhead } = feedbackList
  const reading = useReplaySelection({ search, onSearchChange, list: feedbackList, wide, text, heading })
  const { alone, openId, selectedId, current, detail, filter, openRow, focusRow, step, canStep, back, close } = reading

  const takeBack = useTakeBack((gone) => {
    if (search.feedbackId !== gone.id) return
    const neighbour = stepFrom(items, gone, 1) ?? stepFrom(items, gone, -1)
    onSearchChange({ feedbackId: neighbour?.id }, { replace: true })
  })

  useEffect(() => {
    if (text.current) text.current.scrollTop = 0
  }, [openId])

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const shortcut =
      page.current && shortcutFor(event, { page: page.current, text: text.current, textAlone: alone, singleKeys })
    if (!shortcut) return
    event.preventDefault()
    switch (shortcut) {
      case 'next':
        void step(1, 'follows')
        break
      case 'previous':
        void step(-1, 'follows')
        break
      case 'close':
        close()
        break
      case 'search':
        searchField.current?.focus()
        searchField.current?.select()
        break
      case 'help':
        setHelpOpened(true)
    }
  })
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [])

  const List = wide ? PaneList : PageList
  const empty = items.length === 0 && list.isSuccess && !list.isPlaceholderData

  function listOrItsState() {
    if (list.data === undefined) {
      return list.isError ? <ErrorPanel error={list.error} onRetry={() => void list.refetch()} /> : <LoadingList />
    }
    if (empty) return <EmptyList search={search} onChange={filter} />
    return (
      <Stack gap="sm" className={classes.loaded} aria-busy={list.isPlaceholderData}>
        <FoundCount search={search} />
        {list.isRefetchError && <ErrorPanel error={list.error} onRetry={() => void list.refetch()} />}
        <List
          items={items}
          selectedId={selectedId}
          search={search.q}
          hasMore={list.hasNextPage}
          onOpen={openRow}
          onNearEnd={loadAhead}
          onDrawn={focusRow}
          end={<ListEnd query={list} length={items.length} />}
        />
      </Stack>
    )
  }

  function textOrItsState(id: string) {
    if (!isId(id)) {
      return (
        <Stack className={classes.detail}>
          <BackButton onBack={back} />
          <EmptyState title="This link is damaged">
            {`“${id}” is no feedback’s id. Copy the link once more, or look for the feedback in the list.`}
          </EmptyState>
        </Stack>
      )
    }
    const gone = detail.error instanceof ProblemError && detail.error.problem.status === 404
    if (current === undefined || gone) {
      if (!detail.isError) return <LoadingDetail />
      return (
        <Stack className={classes.detail}>
          {search.feedbackId !== undefined && <BackButton onBack={back} />}
          <ErrorPanel error={detail.error} onRetry={() => void detail.refetch()} />
        </Stack>
      )
    }
    return (
      <DetailPane
        feedback={current}
        trainingPrompt={detail.isError ? null : detail.data?.trainingPrompt}
        written={detail.data?.written ?? null}
        context={detail.data?.context ?? []}
        search={search.q}
        heading={heading}
        canStep={canStep}
        onStep={(direction) => void step(direction, 'stays')}
        onBack={alone ? back : undefined}
        onTakeBack={() => {
          takeBack.begin(current)
        }}
        onSameReply={
          current.aiReplyId === search.aiReplyId
            ? undefined
            : () => {
                filter({ ...WITHOUT_FILTERS, aiReplyId: current.aiReplyId, useful: 'all' })
              }
        }
        notice={
          <>
            {wide && list.isSuccess && !list.isPlaceholderData && items.every((item) => item.id !== id) && (
              <Text size="sm" c="dimmed">
                Opened by its link; it isn’t in the list with these filters.
              </Text>
            )}
            {detail.isError && <ErrorPanel error={detail.error} onRetry={() => void detail.refetch()} />}
          </>
        }
      />
    )
  }

  return (
    <Stack gap="md" ref={page}>
      <PageHeader title="Replay">
        {alone ? undefined : 'What customers asked, what the AI suggested, and what agents sent instead.'}
      </PageHeader>
      <TakeBackNotice takeBack={takeBack} />
      {!alone && (
        <>
          <FilterBar search={search} onChange={filter} noDaysMeans="all time" />
          <ReplayToolbar
            search={search}
            searchField={searchField}
            refreshing={list.isRefetching && !list.isPlaceholderData}
            onChange={filter}
            onRefresh={() => void list.refetch()}
            onHelp={() => {
              setHelpOpened(true)
            }}
          />
          {search.topic !== undefined && (
            <TopicChip
              ids={search.topic}
              onRemove={() => {
                filter({ topic: undefined })
              }}
            />
          )}
          {search.aiReplyId !== undefined && (
            <ReplyChip
              aiReply={items.find(({ aiReplyId }) => aiReplyId === search.aiReplyId)?.aiReply}
              onRemove={() => {
                filter({ aiReplyId: undefined })
              }}
            />
          )}
          {search.agentId !== undefined && (
            <FilterChip
              name="One agent"
              removeLabel="Show verdicts of all agents"
              onRemove={() => {
                filter({ agentId: undefined })
              }}
            >
              Only agent {search.agentId}
            </FilterChip>
          )}
          {search.overrideCase !== undefined && (
            <FilterChip
              name="One override case"
              removeLabel="Show more than one override case"
              onRemove={() => {
                filter({ overrideCase: undefined })
              }}
            >
              Only overrides of one case
            </FilterChip>
          )}
        </>
      )}
      <LiveStatus>
        {list.isSuccess ? `${counted(items.length, 'verdict')} listed${list.hasNextPage ? ', more follow' : ''}` : ''}
      </LiveStatus>
      <Box
        ref={panes}
        className={wide && openId !== undefined ? classes.panes : undefined}
        __vars={{ '--replay-top': `${panesTop}px` }}
      >
        {!alone && listOrItsState()}
        {openId !== undefined && (
          <div ref={text} className={alone ? classes.page : classes.pane}>
            {textOrItsState(openId)}
          </div>
        )}
      </Box>
      <ShortcutsDialog
        opened={helpOpened}
        onClose={() => {
          setHelpOpened(false)
        }}
        singleKeys={singleKeys}
        onSingleKeysChange={setSingleKeys}
      />
    </Stack>
  )
}

function LoadingDetail() {
  return (
    <Stack className={classes.detail} role="status" aria-label="Loading the feedback">
      <Skeleton h={28} w="50%" />
      <Skeleton h={72} />
      <Skeleton h={160} />
      <Skeleton h={96} />
    </Stack>
  )
}
