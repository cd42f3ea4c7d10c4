import { useMutation, useQueryClient } from '@tanstack/react-query'
import { body, client } from '@/api/client'
import { ProblemError, Unreachable } from '@/api/problem'
import { figuresKey, topicsKey } from '@/api/queries'
import type { components } from '@/api/schema'

type Correction = components['schemas']['CorrectTopic']
type Split = components['schemas']['SplitTopic']

/** A correction shows everywhere: waiting for one means waiting for fresh figures too. */
function useRefresh() {
  const queryClient = useQueryClient()
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: topicsKey }),
      queryClient.invalidateQueries({ queryKey: figuresKey }),
    ])
}

/** Renames, hides or shows a topic. */
export function useTopicCorrection() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, ...correction }: Correction & { id: string }) =>
      body(client.PATCH('/api/topics/{id}', { params: { path: { id } }, body: correction })),
    onSuccess: refresh,
  })
}

/** Moves all of a topic into another one. */
export function useTopicMerge() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, into }: { id: string; into: string }) =>
      body(client.POST('/api/topics/{id}/merge', { params: { path: { id } }, body: { into } })),
    onSuccess: refresh,
  })
}

/** Moves a message of a topic into a new one. */
export function useTopicSplit() {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, ...split }: Split & { id: string }) =>
      body(client.POST('/api/topics/{id}/split', { params: { path: { id } }, body: split })),
    onSuccess: refresh,
  })
}

/** Why a correction was refused, in words short enough for the field at fault. */
export function refusal(error: Error | null): string | null {
  if (error === null) return null
  if (error instanceof Unreachable) return `${error.message}. Please try again.`
  if (error instanceof ProblemError) return error.problem.detail
  return 'Something went wrong. Please try again.'
}

/** Whether a correction was refused because of this field. */
export const isAbout = (error: Error | null, field: string): boolean =>
  error instanceof ProblemError && (error.problem.violations ?? []).some((violation) => violation.field === field)
