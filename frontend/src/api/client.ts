import createClient from 'openapi-fetch'
import { problemFrom, Unreachable } from './problem'
import type { paths } from './schema'

export const client = createClient<paths>({
  baseUrl: window.location.origin,
  // Looked up at each call, so that a replacement (a test's, a browser extension's) is used.
  fetch: (request) => globalThis.fetch(request),
})

client.use({
  async onResponse({ response }) {
    if (!response.ok) throw await problemFrom(response)
  },
  onError({ error }) {
    // An abort is the caller's own wish and passes through; anything else fetch throws means that nobody answered.
    if (error instanceof DOMException && error.name === 'AbortError') return error
    return new Unreachable({ cause: error })
  },
})

/** The body of an answer. Refusals were thrown by the client, so a missing body means that somebody in between cut it. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer
  if (data === undefined) throw new Unreachable()
  return data
}
