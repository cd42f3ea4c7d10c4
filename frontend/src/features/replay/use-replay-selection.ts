import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import { feedbackQuery } from '@/api/queries'
import type { ReplaySearch } from '@/api/search'
import { isId, isNearEnd, rowId, stepFrom, type Direction } from './model'
import type { FeedbackList } from './use-feedback-list'

/** `replace` marks a step too small to go back to, as from one feedback to the next. */
export type OnSearchChange = (patch: Partial<ReplaySearch>, how?: { replace: boolean }) => void

interface Reading {
  search: ReplaySearch
  onSearchChange: OnSearchChange
  list: FeedbackList
  /** Whether the list and a feedback stand beside each other. */
  wide: boolean
  /** What shows the open feedback, and the heading in it that takes the focus. */
  text: RefObject<HTMLElement | null>
  heading: RefObject<HTMLElement | null>
}

/** Which feedback is read, and how the reader comes to the next one and back, with the focus where they are. */
export function useReplaySelection({ search, onSearchChange, list, wide, text, heading }: Reading) {
  const { items, loadAhead, loadMore } = list
  const { history } = useRouter()

  // Where the reader is in the list. It outlives the feedback that was open, so that going back finds the same row.
  const [cursorId, setCursorId] = useState(search.feedbackId)
  if (search.feedbackId !== undefined && search.feedbackId !== cursorId) setCursorId(search.feedbackId)

  const alone = !wide && search.feedbackId !== undefined
  const openId = search.feedbackId ?? (wide ? items[0]?.id : undefined)
  const selectedId = openId ?? cursorId
  const detail = useQuery({ ...feedbackQuery(openId ?? ''), enabled: openId !== undefined && isId(openId) })
  const listed = items.find(({ id }) => id === selectedId)
  const current = openId === undefined ? listed : (detail.data ?? listed)

  // Whose row, or whose text, is to take the focus once it is drawn.
  const rowToFocus = useRef<string>(undefined)
  const textToFocus = useRef<string>(undefined)
  const latestId = useRef(selectedId)
  useEffect(() => {
    latestId.current = selectedId
    if (openId !== undefined && textToFocus.current === openId) {
      textToFocus.current = undefined
      heading.current?.focus()
    }
  }, [selectedId, openId, heading])

  // A layout effect, as the list looks for the wish in an effect of its own when it takes its place again.
  const wasAlone = useRef(false)
  const openedFromList = useRef(false)
  useLayoutEffect(() => {
    if (wasAlone.current && !alone) {
      openedFromList.current = false
      if (!wide) rowToFocus.current = cursorId
    }
    wasAlone.current = alone
  }, [alone, wide, cursorId])

  useEffect(() => {
    if (isNearEnd(items, current)) loadAhead()
  })

  function filter(patch: Partial<ReplaySearch>) {
    // The feedback that was open may not be among those that follow.
    setCursorId(undefined)
    onSearchChange({ ...patch, feedbackId: undefined })
  }

  function open(id: string) {
    if (search.feedbackId === undefined) openedFromList.current = true
    latestId.current = id
    onSearchChange({ feedbackId: id }, { replace: search.feedbackId !== undefined })
  }

  function openRow(id: string, byKeyboard: boolean) {
    // Who clicks beside the text sees it already; who pressed Enter, or has nothing but the text, is taken there.
    if (!wide || byKeyboard) {
      if (id === openId) heading.current?.focus()
      else textToFocus.current = id
    }
    open(id)
  }

  /** A row may be drawn a render or two after the focus was sent to it, so this is tried after each. */
  function focusRow() {
    const row = rowToFocus.current === undefined ? null : document.getElementById(rowId(rowToFocus.current))
    if (row === null) return
    rowToFocus.current = undefined
    row.focus({ preventScroll: true })
  }

  function goTo(id: string, focus: 'follows' | 'stays') {
    if (!wide && !alone) {
      setCursorId(id)
      latestId.current = id
      rowToFocus.current = id
      return
    }
    if (focus === 'follows') {
      const readsText = alone || text.current?.contains(document.activeElement)
      ;(readsText ? textToFocus : rowToFocus).current = id
    }
    open(id)
  }

  async function step(direction: Direction, focus: 'follows' | 'stays') {
    // With the key held down, each step goes on from where the last one leads, drawn or not.
    const fromId = latestId.current
    const from = items.find(({ id }) => id === fromId) ?? current
    let next = stepFrom(items, from, direction)
    if (next === undefined && direction === 1 && list.query.hasNextPage) {
      const longer = await loadMore()
      // While the page was on its way the reader may have gone elsewhere.
      if (latestId.current !== fromId) return
      next = stepFrom(longer, from, direction)
    }
    if (next !== undefined) goTo(next.id, focus)
  }

  function canStep(direction: Direction) {
    return stepFrom(items, current, direction) !== undefined || (direction === 1 && list.query.hasNextPage)
  }

  function back() {
    if (openedFromList.current) history.back()
    else onSearchChange({ feedbackId: undefined }, { replace: true })
  }

  function close() {
    if (alone) back()
    else if (text.current?.contains(document.activeElement)) document.getElementById(rowId(selectedId ?? ''))?.focus()
  }

  return { alone, openId, selectedId, current, detail, filter, openRow, focusRow, step, canStep, back, close }
}
