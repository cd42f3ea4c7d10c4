import {
  defaultRangeExtractor,
  useVirtualizer,
  useWindowVirtualizer,
  type Range,
  type Virtualizer,
} from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef, type ReactNode } from 'react'
import type { FeedbackView } from '@/api/queries'
import { FeedbackRow } from './FeedbackRow'
import classes from './replay.module.css'
import { useDocumentTop } from './use-document-top'

/** About what a row with all its texts takes; each is measured once it is drawn. */
const ROW_HEIGHT = 168
const OVERSCAN = 6
/** The shell's header stays on top of a list that scrolls with the page. */
const BELOW_HEADER = 112

interface FeedbackListProps {
  items: readonly FeedbackView[]
  /** The feedback that is open, or was last: stays drawn however far the list is scrolled, so that focus isn't lost. */
  selectedId: string | undefined
  search: string | undefined
  hasMore: boolean
  onOpen: (id: string, byKeyboard: boolean) => void
  /** The reader came near the end of what is loaded. */
  onNearEnd: () => void
  /** The rows in view were drawn. */
  onDrawn: () => void
  /** What stands below the last row. */
  end: ReactNode
}

/** The list in a pane of its own, beside the feedback that is open. */
export function PaneList(props: FeedbackListProps) {
  const { items } = props
  const pane = useRef<HTMLDivElement>(null)
  const rangeExtractor = useRangeWith(indexOf(props))
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised on the virtualizer
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => pane.current,
    getItemKey: (index) => items[index]?.id ?? index,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    rangeExtractor,
  })
  return (
    <div ref={pane} className={classes.pane}>
      <Rows {...props} virtualizer={virtualizer} />
    </div>
  )
}

/** The list as the page itself, where there is no room for more. */
export function PageList(props: FeedbackListProps) {
  const { items } = props
  const page = useRef<HTMLDivElement>(null)
  const rangeExtractor = useRangeWith(indexOf(props))
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    getItemKey: (index) => items[index]?.id ?? index,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    scrollMargin: useDocumentTop(page),
    scrollPaddingStart: BELOW_HEADER,
    rangeExtractor,
  })
  return (
    <div ref={page} className={classes.page}>
      <Rows {...props} virtualizer={virtualizer} />
    </div>
  )
}

interface RowsProps<Scrolls extends Element | Window> extends FeedbackListProps {
  virtualizer: Virtualizer<Scrolls, Element>
}

function Rows<Scrolls extends Element | Window>({ virtualizer, ...props }: RowsProps<Scrolls>) {
  const { items, selectedId, search, hasMore, onOpen, onNearEnd, onDrawn, end } = props
  const selectedIndex = indexOf(props)
  const rows = virtualizer.getVirtualItems()
  const lastVisible = virtualizer.range?.endIndex ?? -1
  const nearEnd = lastVisible >= items.length - OVERSCAN

  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex)
    // A list that merely grew or was refreshed must not move under the reader: only another selection scrolls.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedId, virtualizer])

  useEffect(() => {
    if (nearEnd) onNearEnd()
  }, [nearEnd, onNearEnd])

  useEffect(onDrawn)

  return (
    <>
      <ol className={classes.list} aria-label="Feedback, newest first" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(({ index, key, start }) => {
          const feedback = items[index]
          if (feedback === undefined) return null
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              className={classes.item}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={hasMore ? -1 : items.length}
              style={{ transform: `translateY(${start - virtualizer.options.scrollMargin}px)` }}
            >
              <FeedbackRow feedback={feedback} selected={feedback.id === selectedId} search={search} onOpen={onOpen} />
            </li>
          )
        })}
      </ol>
      {end}
    </>
  )
}

function indexOf({ items, selectedId }: Pick<FeedbackListProps, 'items' | 'selectedId'>): number {
  return selectedId === undefined ? -1 : items.findIndex(({ id }) => id === selectedId)
}

/** The rows in view, and one more wherever it is. */
function useRangeWith(index: number): (range: Range) => number[] {
  return useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range)
      if (index < 0 || index >= range.count || indexes.includes(index)) return indexes
      return [...indexes, index].sort((a, b) => a - b)
    },
    [index],
  )
}
