import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { client } from '@/api/client'
import { figuresKey, type FeedbackView } from '@/api/queries'

/** So long a verdict can be kept after all. */
const UNDO_MILLIS = 7_000

export type TakeBack = ReturnType<typeof useTakeBack>

/**
 * Takes a verdict back, once the time to undo that is over; at once where the reader leaves, or takes back another.
 *
 * @param onTaken hears which verdict is gone
 */
export function useTakeBack(onTaken: (gone: FeedbackView) => void) {
  const queries = useQueryClient()
  const [waiting, setWaiting] = useState<FeedbackView>()
  const { mutate, reset, error, variables } = useMutation({
    // Sent to its end even where the page is closed meanwhile.
    mutationFn: ({ id }: FeedbackView) =>
      client.DELETE('/api/feedback/{id}', { params: { path: { id } }, keepalive: true }),
    onSuccess: (_, gone) => {
      onTaken(gone)
      return queries.invalidateQueries({ queryKey: figuresKey })
    },
  })

  const send = useEffectEvent((feedback: FeedbackView) => {
    mutate(feedback)
  })
  useEffect(() => {
    if (waiting === undefined) return undefined
    const finish = () => {
      send(waiting)
      setWaiting(undefined)
    }
    const timer = setTimeout(finish, UNDO_MILLIS)
    window.addEventListener('pagehide', finish)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pagehide', finish)
    }
  }, [waiting])

  return {
    /** Still to be taken back. */
    waiting,
    /** Why the last one could not be taken back, and how to try again. */
    failure: error
      ? {
          error,
          retry: () => {
            mutate(variables)
          },
        }
      : undefined,
    begin: (feedback: FeedbackView) => {
      if (waiting !== undefined && waiting.id !== feedback.id) mutate(waiting)
      reset()
      setWaiting(feedback)
    },
    undo: () => {
      setWaiting(undefined)
    },
    /** The reader leaves. */
    sendNow: () => {
      if (waiting !== undefined) mutate(waiting)
    },
  }
}
