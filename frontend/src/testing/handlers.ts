import { http, HttpResponse } from 'msw'
import type { components, paths } from '@/api/schema'
import {
  about,
  analytics,
  breakdown,
  exportSummary,
  feedbackDetail,
  feedbackPage,
  learnedPrompt,
  learning,
  overrides,
  reviewItem,
  session,
  storedPrompt,
  topicAnalytics,
  topicList,
} from './fixtures'

type Schemas = components['schemas']
type Served = keyof paths
type Get<Path extends Served> = paths[Path] extends { get: { responses: { 200: { content: infer Content } } } }
  ? Content extends { 'application/json': infer Body }
    ? Body
    : never
  : never

/** Answers a GET with what the contract says it answers with: another shape does not compile. */
export function answer<Path extends Served>(path: Path, body: Get<Path> | ((request: Request) => Get<Path>)) {
  return http.get(mswPath(path), ({ request }) =>
    HttpResponse.json((typeof body === 'function' ? body(request) : body) as object),
  )
}

/** Answers a GET with a problem document. */
export function refuse(path: Served, problem: Schemas['Problem'], headers?: Record<string, string>) {
  return http.get(mswPath(path), () =>
    HttpResponse.json(problem, {
      status: problem.status,
      headers: { ...headers, 'Content-Type': 'application/problem+json' },
    }),
  )
}

/** Nobody answers a GET. */
export function unreachable(path: Served) {
  return http.get(mswPath(path), () => HttpResponse.error())
}

const mswPath = (path: string) => `*${path.replace(/\{(\w+)\}/g, ':$1')}`

const BREAKDOWNS = { channel: breakdown('channel'), model: breakdown('model'), reason: breakdown('reason') }

export const handlers = [
  answer('/api/about', about()),
  answer('/api/session', session()),
  answer('/api/setup', { needed: false, companyAccount: null }),
  answer('/api/feedback/analytics', analytics()),
  answer('/api/feedback/analytics/breakdown', (request) => {
    const by = new URL(request.url).searchParams.get('by')
    if (by !== 'channel' && by !== 'model' && by !== 'reason') throw new Error(`no breakdown by ${String(by)}`)
    return BREAKDOWNS[by]
  }),
  answer('/api/feedback/analytics/topics', topicAnalytics()),
  answer('/api/feedback/analytics/overrides', overrides()),
  answer('/api/feedback/analytics/learning', learning()),
  answer('/api/prompts/{id}', storedPrompt()),
  http.post('*/api/prompts', () => HttpResponse.json(learnedPrompt())),
  answer('/api/topics', topicList()),
  http.post('*/api/reviews/next', () => HttpResponse.json(reviewItem(feedbackDetail()))),
  answer('/api/training-prompts/export/summary', exportSummary()),
  answer('/api/feedback', feedbackPage()),
  answer('/api/feedback/count', { count: 2, more: false }),
  answer('/api/feedback/{id}', feedbackDetail()),
]
