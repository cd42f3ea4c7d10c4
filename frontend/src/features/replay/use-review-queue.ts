import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { ProblemError } from '@/api/problem'
import {
  feedbackQuery,
  figuresKey,
  nextReview,
  reviewTrainingPrompt,
  type FeedbackDetail,
  type ReviewChange,
  type ReviewItem,
} from '@/api/queries'
import type { ReplaySearch } from '@/api/search'
import { filtersOf } from './model'

/** Tells this window from the reviewer's others, which are given other training prompts. */
function windowId(): string {
  const key = 'replyloop.review.window'
  const known = sessionStorage.getItem(key)
  if (known !== null) return known
  const fresh = crypto.randomUUID()
  sessionStorage.setItem(key, fresh)
  return fresh
}

const decisionKey = ['review', 'decide']

export type Decision = Pick<ReviewChange, 'review' | 'reply'>
export type ReviewQueue = ReturnType<typeof useReviewQueue>

/** For how long the one that comes next is ours: a little less than the API reserves it. */
const AHEAD_FOR = 4 * 60_000

interface Ahead {
  item: FeedbackDetail
  /** When somebody else may be given it. */
  until: number
}

interface Stored {
  item: FeedbackDetail
  change: Decision
  /** What happens on the screen: the next one is shown already, is to be asked for, or this one is to come back. */
  then: 'shown' | 'ask' | 'undo'
}

/**
 * One training prompt after the other. The next one is fetched while this one is read, and shown as soon as this one is decided;
 * what could not be stored comes back. The last decision can be undone.
 */
export function useReviewQueue(search: ReplaySearch) {
  const queries = useQueryClient()
  const [progress, setProgress] = useState<Omit<ReviewItem, 'item' | 'reservedUntil'>>()
  // In the order in which they were given: the one at hand is the last.
  const [seen, setSeen] = useState<readonly FeedbackDetail[]>([])
  const [shownId, setShownId] = useState<string>()
  const [ahead, setAhead] = useState<Ahead>()
  const [decided, setDecided] = useState<FeedbackDetail>()
  // How often something was decided, skipped or asked for: what was fetched ahead before the last time is out of date.
  const moves = useRef(0)
  const at = seen.findIndex(({ id }) => id === shownId)
  const shown = seen[at]

  /** Shows one, as the last of those that were seen. */
  function show(item: FeedbackDetail | undefined) {
    if (item) setSeen((items) => [...items.filter(({ id }) => id !== item.id), item])
    setShownId(item?.id)
  }

  function comesNext(item: FeedbackDetail | undefined) {
    setAhead(item && { item, until: Date.now() + AHEAD_FOR })
  }

  /** Counts what is not stored yet. */
  function countDecided(by: 1 | -1) {
    setProgress(
      (known) =>
        known && {
          ...known,
          left: { ...known.left, count: Math.max(0, known.left.count - by) },
          doneToday: Math.max(0, known.doneToday + by),
        },
    )
  }

  interface Question {
    skip?: string | undefined
    beside: string[]
  }
  const ask = ({ skip, beside }: Question) =>
    nextReview(
      { filters: filtersOf(search), window: windowId(), beside, ...(skip === undefined ? {} : { skip }) },
      queries,
    )

  const lookAhead = useMutation({
    mutationFn: ask,
    onMutate: () => moves.current,
    onSuccess: ({ item, left, reservedByOthers, doneToday }, _question, movesWhenAsked) => {
      if (moves.current !== movesWhenAsked) return
      // What is being stored at this moment is counted on the screen, and was not there.
      if (queries.isMutating({ mutationKey: decisionKey }) === 0) setProgress({ left, reservedByOthers, doneToday })
      comesNext(item)
    },
  })

  const next = useMutation({
    mutationFn: (skip: string | undefined) => ask({ skip, beside: [] }),
    onMutate: () => {
      moves.current += 1
    },
    onSuccess: ({ item, left, reservedByOthers, doneToday }) => {
      setProgress({ left, reservedByOthers, doneToday })
      setAhead(undefined)
      show(item)
      if (item) lookAhead.mutate({ beside: [item.id] })
    },
  })

  function replace(changed: FeedbackDetail) {
    setSeen((items) => items.map((item) => (item.id === changed.id ? changed : item)))
  }

  const decide = useMutation({
    mutationKey: decisionKey,
    // One after the other, as they were made.
    scope: { id: 'review' },
    onMutate: () => {
      moves.current += 1
    },
    mutationFn: ({ item, change }: Stored) =>
      reviewTrainingPrompt({ id: item.id, revision: item.trainingPrompt.revision, ...change }),
    onSuccess: (trainingPrompt, { item, then }) => {
      const changed = { ...item, trainingPrompt }
      replace(changed)
      void queries.invalidateQueries({ queryKey: [...figuresKey, 'detail', item.id] })
      if (then === 'undo') {
        setDecided(undefined)
        countDecided(-1)
        const atHand = seen.at(-1)
        if (atHand && atHand.id !== item.id && atHand.trainingPrompt.review === 'PENDING') comesNext(atHand)
        show(changed)
        return
      }
      setDecided((last) => (then === 'ask' || last?.id === item.id ? changed : last))
      if (then === 'ask') next.mutate(undefined)
    },
    onError: async (error, { item, then }) => {
      if (then === 'shown') {
        setDecided(undefined)
        setShownId(item.id)
      }
      // Somebody was quicker: what they decided is shown, and can be decided anew.
      if (error instanceof ProblemError && error.problem.status === 412) {
        replace(await queries.query({ ...feedbackQuery(item.id), staleTime: 0 }))
      }
    },
  })

  const begin = useEffectEvent(() => {
    next.mutate(undefined)
  })
  useEffect(() => {
    begin()
  }, [])

  const isBusy = next.isPending || (decide.isPending && decide.variables.then !== 'shown')

  /** Shows the one that was fetched ahead, if there is one for the place that is shown. */
  function showAhead(): FeedbackDetail | undefined {
    if (at !== seen.length - 1 || ahead === undefined) return undefined
    setAhead(undefined)
    // An answer that came late names one that was shown, or even decided, meanwhile.
    const known = seen.find(({ id }) => id === ahead.item.id)
    const isFree = known === undefined || (known.id !== shownId && known.trainingPrompt.review === 'PENDING')
    if (!isFree || ahead.until < Date.now()) return undefined
    show(ahead.item)
    return ahead.item
  }

  return {
    progress,
    shown,
    isBusy,
    /** Why the next one could not be asked for, or a decision not be stored. */
    error: decide.error ?? next.error,
    isChangedMeanwhile: decide.error instanceof ProblemError && decide.error.problem.status === 412,
    /** What was decided last. */
    decided,
    canGoBack: at === -1 ? seen.length > 0 : at > 0,
    canGoOn: at !== -1 && at < seen.length - 1,
    step: (direction: 1 | -1) => {
      decide.reset()
      // Past the end, where nothing is left, the one before is the last.
      const neighbour = seen[at === -1 ? seen.length - 1 : at + direction]
      if (neighbour) setShownId(neighbour.id)
    },
    lookAgain: () => {
      decide.reset()
      next.mutate(undefined)
    },
    decide: (change: Decision) => {
      if (shown === undefined || isBusy) return
      const upcoming = showAhead()
      decide.mutate({ item: shown, change, then: upcoming ? 'shown' : 'ask' })
      if (upcoming) {
        setDecided({ ...shown, trainingPrompt: { ...shown.trainingPrompt, review: change.review } })
        countDecided(1)
        lookAhead.mutate({ beside: [shown.id, upcoming.id] })
      }
    },
    /** Not before the decision is stored. */
    canUndo: decided !== undefined && !decide.isPending,
    undo: () => {
      if (decided === undefined || isBusy || decide.isPending) return
      decide.mutate({ item: decided, change: { review: 'PENDING', reply: '' }, then: 'undo' })
    },
    skip: () => {
      if (shown === undefined || isBusy) return
      decide.reset()
      moves.current += 1
      const upcoming = showAhead()
      if (upcoming) lookAhead.mutate({ skip: shown.id, beside: [upcoming.id] })
      else next.mutate(shown.id)
    },
  }
}
