import type { components } from './schema'

export type Problem = components['schemas']['Problem']

/** The backend answered, and said no: an RFC 9457 problem document. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem
  /** Seconds after which the backend wants to be asked again, where it said so. */
  readonly retryAfter: number | null

  constructor(problem: Problem, retryAfter: number | null) {
    super(problem.title)
    this.problem = problem
    this.retryAfter = retryAfter
  }
}

/** Nobody answered, or only a proxy whose backend is away did. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'

  constructor(options?: ErrorOptions) {
    super('ReplyLoop can’t be reached', options)
  }
}

/** What an answer that is not 2xx means. */
export async function problemFrom(response: Response): Promise<ProblemError | Unreachable> {
  const document = await readJson(response)
  if (isProblem(document)) return new ProblemError(document, retryAfterSeconds(response.headers.get('Retry-After')))
  // The backend explains each of its refusals; a bare 5xx is a proxy speaking for a backend that is away.
  if (response.status >= 500) return new Unreachable()
  return new ProblemError(
    { type: 'about:blank', title: 'Unexpected answer', status: response.status, detail: response.statusText },
    null,
  )
}

/** Whether asking again, unchanged, can help. */
export function isTransient(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof ProblemError && error.problem.status === 503)
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    return null
  }
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'title' in value &&
    typeof value.title === 'string' &&
    'status' in value &&
    typeof value.status === 'number'
  )
}

function retryAfterSeconds(header: string | null): number | null {
  if (header === null || header.trim() === '') return null
  const seconds = Number(header)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null
}
