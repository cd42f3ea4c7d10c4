import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
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

export type Decision = Pick<ReviewChange, 'review' | 'reply'>
export type ReviewQueue = ReturnType<typeof useReviewQueue>

/** One training prompt after the other. What is decided is stored at once; the last decision can be undone. */
export function useReviewQueue(search: ReplaySearch) {
  const queries = useQueryClient()
  const [progress, setProgress] = useState<Omit<ReviewItem, 'item'>>()
  // In the order in which they were given: the one at hand is the last.
  const [seen, setSeen] = useState<readonly FeedbackDetail[]>([])
  const [shownId, setShownId] = useState<string>()
  const [decided, setDecided] = useState<FeedbackDetail>()
  const at = seen.findIndex(({ id }) => id === shownId)
  const shown = seen[at]

  /** Shows one, as the last of those that were seen. */
  function show(item: FeedbackDetail | undefined) {
    if (item) setSeen((items) => [...items.filter(({ id }) => id !== item.id), item])
    setShownId(item?.id)
  }

  const next = useMutation({
    mutationFn: (skip: string | undefined) =>
      nextReview({ filters: filtersOf(search), window: windowId(), ...(skip === undefined ? {} : { skip }) }, queries),
    onSuccess: ({ item, ...rest }) => {
      setProgress(rest)
      show(item)
    },
  })

  function replace(changed: FeedbackDetail) {
    setSeen((items) => items.map((item) => (item.id === changed.id ? changed : item)))
  }

  const decide = useMutation({
    mutationFn: ({ item, change }: { item: FeedbackDetail; change: Decision }) =>
      reviewTrainingPrompt({ id: item.id, revision: item.trainingPrompt.revision, ...change }),
    onSuccess: (trainingPrompt, { item }) => {
      const changed = { ...item, trainingPrompt }
      replace(changed)
      void queries.invalidateQueries({ queryKey: [...figuresKey, 'detail', item.id] })
      return changed
    },
    onError: async (error, { item }) => {
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

  const isBusy = next.isPending || decide.isPending

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
      decide.mutate(
        { item: shown, change },
        {
          onSuccess: (trainingPrompt) => {
            setDecided({ ...shown, trainingPrompt })
            next.mutate(undefined)
          },
        },
      )
    },
    undo: () => {
      if (decided === undefined || isBusy) return
      decide.mutate(
        { item: decided, change: { review: 'PENDING', reply: '' } },
        {
          onSuccess: (trainingPrompt) => {
            setDecided(undefined)
            show({ ...decided, trainingPrompt })
          },
        },
      )
    },
    skip: () => {
      if (shown === undefined || isBusy) return
      decide.reset()
      next.mutate(shown.id)
    },
  }
}
