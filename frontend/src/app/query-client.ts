import { QueryClient } from '@tanstack/react-query'
import { isTransient, ProblemError } from '@/api/problem'

const MAX_RETRIES = 2
const LONGEST_WAIT_MS = 10_000

export function createQueryClient() {
  return new QueryClient({
    defaultOptions: {
      mutations: { networkMode: 'always' },
      queries: {
        staleTime: 2_000,
        // "Offline" says nothing about a server on this machine or network: ask, and show what came of it.
        networkMode: 'always',
        retry: (failures, error) => failures < MAX_RETRIES && isTransient(error),
        retryDelay: (failures, error) => {
          const asked = error instanceof ProblemError ? error.retryAfter : null
          return Math.min(asked === null ? 500 * 2 ** failures : asked * 1_000, LONGEST_WAIT_MS)
        },
      },
    },
  })
}
