import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { about, analytics, feedback, feedbackPage } from '@/testing/fixtures'
import { answer, refuse, unreachable } from '@/testing/handlers'
import { server } from '@/testing/server'
import { ProblemError, Unreachable } from './problem'
import { analyticsQuery, anyFeedbackQuery, feedbackPagesQuery } from './queries'

const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } })

function searchesOf(path: '/api/feedback/analytics' | '/api/feedback') {
  const searches: string[] = []
  const note = (request: Request) => searches.push(decodeURIComponent(new URL(request.url).search))
  server.use(
    path === '/api/feedback'
      ? answer(path, (request) => {
          note(request)
          return request.url.includes('cursor=') ? feedbackPage([]) : feedbackPage([feedback()], 'next')
        })
      : answer(path, (request) => {
          note(request)
          return analytics()
        }),
  )
  return searches
}

test('repeats a filter for each of its values, and sends the empty one', async () => {
  const searches = searchesOf('/api/feedback/analytics')
  await client().query(analyticsQuery({ from: '2026-11-01', to: '2026-11-23', channel: ['email', ''] }))
  expect(searches).toEqual(['?from=2026-11-01&to=2026-11-23&channel=email&channel='])
})

test('sends nothing for what is not asked', async () => {
  const searches = searchesOf('/api/feedback/analytics')
  await client().query(analyticsQuery({ channel: undefined }))
  expect(searches).toEqual([''])
})

test('counts a preset back from the server’s today', async () => {
  const searches = searchesOf('/api/feedback/analytics')
  server.use(answer('/api/about', about({ today: '2026-11-23' })))
  const week = analyticsQuery({ period: '7d', from: undefined, to: undefined })
  await client().query(week)
  server.use(answer('/api/about', about({ today: '2026-11-24' })))
  await client().query(week)
  expect(searches).toEqual(['?from=2026-11-17&to=2026-11-23', '?from=2026-11-18&to=2026-11-24'])
})

test('follows the cursor from page to page, to the last', async () => {
  const searches = searchesOf('/api/feedback')
  const data = await client().infiniteQuery({ ...feedbackPagesQuery({ useful: false }), pages: 5 })
  expect(data.pages).toHaveLength(2)
  expect(searches).toEqual(['?useful=false&limit=50', '?useful=false&cursor=next&limit=50'])
})

test('knows whether anything was ever posted', async () => {
  await expect(client().query(anyFeedbackQuery())).resolves.toBe(true)
  server.use(answer('/api/feedback', feedbackPage([])))
  await expect(client().query(anyFeedbackQuery())).resolves.toBe(false)
})

test('fails with the problem, or with nobody having answered', async () => {
  server.use(refuse('/api/feedback/analytics', { type: 'x', title: 'Bad day', status: 400, detail: 'from' }))
  await expect(client().query(analyticsQuery({}))).rejects.toBeInstanceOf(ProblemError)
  server.use(unreachable('/api/feedback/analytics'))
  await expect(client().query(analyticsQuery({}))).rejects.toBeInstanceOf(Unreachable)
})
