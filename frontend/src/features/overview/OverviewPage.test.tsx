import { screen, waitFor, within } from '@testing-library/react'
import { delay, http, HttpResponse } from 'msw'
import { expect, test, vi } from 'vitest'
import { about, analytics, compared, feedbackPage, learning, noFeedback, rejected } from '@/testing/fixtures'
import { answer, refuse, unreachable } from '@/testing/handlers'
import { renderApp } from '@/testing/render'
import { server } from '@/testing/server'

const ANALYTICS = '/api/feedback/analytics'
const HEADLINE =
  'AI replies got worse: 70.0% were useful up to yesterday, down 10.0 points on the 29 whole days before; overrides show no clear change.'

test('says in a sentence what changed, then shows the figures', async () => {
  renderApp('/overview')
  expect(await screen.findByText(HEADLINE)).toBeVisible()

  const useful = screen.getByRole('region', { name: 'Useful' })
  expect(useful).toHaveTextContent('70.0%')
  expect(useful).toHaveTextContent('worse: down 10.0 points')
  expect(useful).toHaveTextContent('70.0% without today, 80.0% in the 29 whole days before')
  expect(screen.getByRole('region', { name: 'Feedback' })).toHaveTextContent('300')
  expect(screen.getByRole('region', { name: 'Overridden' })).toHaveTextContent('20.0%')

  const verdicts = screen.getByRole('region', { name: 'Verdicts' })
  expect(verdicts).toHaveTextContent('Useful21070.0%')
  expect(verdicts).toHaveTextContent('Rejected9030.0%')
  expect(document.title).toBe('Overview · ReplyLoop')
})

test('tells a screen reader what it came to show', async () => {
  renderApp('/overview')
  await waitFor(() => {
    expect(screen.getByRole('status')).toHaveTextContent(`Showing the last 30 days. ${HEADLINE}`)
  })
})

test('says where the last week went another way, on the screen and to a screen reader', async () => {
  const week = compared(10, 100, 50, 100)
  const lastWeekCompared = {
    ...week,
    current: { ...week.current, from: '2026-11-16', to: '2026-11-22' },
    previous: { ...week.previous, from: '2026-11-09', to: '2026-11-15' },
  }
  server.use(answer(ANALYTICS, analytics({ lastWeekCompared })))
  renderApp('/overview')
  const recent = 'But the last 7 full days got better: 90.0% were useful, up 40.0 points on the 7 days before.'
  expect(await screen.findByText(recent)).toBeVisible()
  expect(screen.getByRole('status')).toHaveTextContent(`${HEADLINE} ${recent}`)
})

test('shows the most rejected reply with what was sent instead, and leads to each time', async () => {
  const { user, url } = renderApp('/overview?channel=email')
  const short = await screen.findByRole('region', { name: 'In short' })
  expect(short).toHaveTextContent('Most rejected, 12 times in 30 days“Refunds take up to 5 days.”')
  expect(short).toHaveTextContent('An agent sent instead“I have sent your refund today.”')

  await user.click(within(short).getByRole('link', { name: 'See all 12 rejections' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Replay' })).toBeVisible()
  expect(url()).toContain('/replay?from=2026-10-25&to=2026-11-23&channel=email&useful=false')
  expect(url()).toContain(`aiReplyId=${'a'.repeat(64)}`)
})

test('leads from the most rejected reply to all of them', async () => {
  const { user, url } = renderApp('/overview?channel=email')
  await user.click(await screen.findByRole('link', { name: 'All most rejected replies' }))
  expect(await screen.findByRole('region', { name: 'Most Rejected Replies' })).toBeVisible()
  expect(url()).toBe('/trends?channel=email#most-rejected-replies')
})

test('says so where no agent sent a reply of their own', async () => {
  server.use(answer(ANALYTICS, analytics({ topNegativeMessages: [rejected({ rejections: 2, agentReply: null })] })))
  renderApp('/overview')
  const short = await screen.findByRole('region', { name: 'In short' })
  expect(short).toHaveTextContent('An agent sent insteadNothing of their own.')
})

test('names no most rejected reply where none was rejected twice', async () => {
  server.use(answer(ANALYTICS, analytics({ topNegativeMessages: [rejected()] })))
  renderApp('/overview')
  expect(await screen.findByText(HEADLINE)).toBeVisible()
  expect(screen.queryByText(/^Most rejected/)).not.toBeInTheDocument()
})

test('shows each chart as a table too', async () => {
  const { user } = renderApp('/overview')
  await user.click(await screen.findByRole('button', { name: 'Usefulness, day by day: show as table' }))

  const table = screen.getByRole('table', { name: 'Usefulness, day by day' })
  expect(within(table).getAllByRole('row')).toHaveLength(31)
  expect(within(table).getByRole('row', { name: /^2026-11-23.*so far$/ })).toHaveTextContent(
    '2026-11-2371070.039.789.280.0so far',
  )

  await user.click(screen.getByRole('button', { name: 'Usefulness, day by day: show as chart' }))
  expect(screen.queryByRole('table')).not.toBeInTheDocument()
})

test('hands out a chart’s figures as CSV', async () => {
  const files: Blob[] = []
  vi.stubGlobal(
    'URL',
    Object.assign(URL, { createObjectURL: (file: Blob) => `blob:${files.push(file)}`, revokeObjectURL: vi.fn() }),
  )
  const names: string[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download)
  })

  const { user } = renderApp('/overview')
  await user.click(await screen.findByRole('button', { name: 'Verdicts: download as CSV' }))

  expect(names).toEqual(['verdicts-2026-10-25-2026-11-23.csv'])
  expect(await files[0]?.text()).toContain('Verdict,Feedback,"Share, %"\r\nUseful,210,70\r\nRejected,90,30\r\n')
})

test('holds the place while figures are on their way', async () => {
  server.use(
    http.get(`*${ANALYTICS}`, async () => {
      await delay(200)
      return HttpResponse.json(analytics())
    }),
  )
  renderApp('/overview')
  expect(await screen.findByRole('status', { name: 'Loading' })).toBeInTheDocument()
  expect(await screen.findByText(HEADLINE)).toBeVisible()
  expect(screen.queryByRole('status', { name: 'Loading' })).not.toBeInTheDocument()
})

test('shows how the first feedback gets here where none was ever posted', async () => {
  server.use(answer(ANALYTICS, noFeedback()), answer('/api/feedback', feedbackPage([])))
  renderApp('/overview')
  expect(await screen.findByRole('heading', { name: 'No feedback yet' })).toBeVisible()
  expect(screen.getByRole('region', { name: 'Command that posts a feedback' })).toHaveTextContent(
    `curl ${window.location.origin}/api/feedback`,
  )
})

test('leads out of days and filters that hold no feedback', async () => {
  server.use(answer(ANALYTICS, ({ url }) => (url.includes('channel=') ? noFeedback() : analytics())))
  const { user, url } = renderApp('/overview?channel=pigeon')
  expect(await screen.findByRole('heading', { name: 'No feedback in these days' })).toBeVisible()

  await user.click(screen.getByRole('button', { name: 'Remove all filters' }))
  expect(await screen.findByText(HEADLINE)).toBeVisible()
  expect(url()).toBe('/overview')
})

test('does not call it empty while demo data is still loading', async () => {
  server.use(
    answer(ANALYTICS, noFeedback()),
    answer('/api/feedback', feedbackPage([])),
    answer('/api/about', about({ demo: { state: 'LOADING', loaded: 0, total: 20_000 } })),
  )
  renderApp('/overview')
  expect(await screen.findByRole('heading', { name: 'Demo data is on its way' })).toBeVisible()
})

test('says what the backend said went wrong, and tries again when asked', async () => {
  server.use(
    refuse(ANALYTICS, {
      type: '/problems/unavailable',
      title: 'The database is away',
      status: 503,
      detail: 'It tries again by itself.',
      violations: [{ field: 'from', message: 'is no day' }],
    }),
  )
  const { user } = renderApp('/overview')
  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent('The database is away')
  expect(alert).toHaveTextContent('It tries again by itself.')
  expect(alert).toHaveTextContent('from is no day')

  server.use(answer(ANALYTICS, analytics()))
  await user.click(within(alert).getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText(HEADLINE)).toBeVisible()
})

test('says that nobody answers where the network is gone', async () => {
  server.use(unreachable(ANALYTICS))
  renderApp('/overview')
  expect(await screen.findByRole('alert')).toHaveTextContent('ReplyLoop can’t be reached')
})

test('keeps the last figures, marked as old, when a later request fails', async () => {
  const { queryClient } = renderApp('/overview')
  await screen.findByText(HEADLINE)

  server.use(unreachable(ANALYTICS))
  await queryClient.refetchQueries({ queryKey: ['feedback', 'analytics'] })
  expect(await screen.findByText(/^ReplyLoop can’t be reached\. These figures are from just now/)).toBeVisible()
  expect(screen.getByText(HEADLINE)).toBeVisible()
})

test('shows new feedback when the reader comes back to the window', async () => {
  renderApp('/overview')
  await screen.findByText(HEADLINE)

  server.use(answer(ANALYTICS, analytics({ total: 301, usefulCount: 211 })))
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 })
  window.dispatchEvent(new Event('visibilitychange'))
  await waitFor(() => {
    expect(screen.getByRole('region', { name: 'Feedback' })).toHaveTextContent('301')
  })
  vi.useRealTimers()
})

test('draws no usefulness under a reason filter, and leads out of it', async () => {
  const { user, url } = renderApp('/overview?reason=TONE')
  expect(await screen.findByRole('heading', { name: 'No usefulness under a reason filter' })).toBeVisible()
  expect(screen.queryByRole('region', { name: 'Useful' })).not.toBeInTheDocument()

  await user.click(screen.getByRole('button', { name: 'Remove the reason filter' }))
  expect(await screen.findByRole('region', { name: 'Useful' })).toBeVisible()
  expect(url()).toBe('/overview')
})

test('shows what agents have taught, and what to do about it', async () => {
  const { user } = renderApp('/overview')
  const taught = await screen.findByRole('region', { name: 'What agents have taught' })
  expect(taught).toHaveTextContent('Of 214 overrides in the last 30 days, agents had taught 131 (61%) before')
  expect(taught).toHaveTextContent('Connect POST /api/prompts')
  expect(taught).toHaveTextContent('by chance')
  await user.click(within(taught).getByRole('button', { name: 'What agents have taught: show as table' }))
  expect(within(taught).getByRole('columnheader', { name: 'By chance, %' })).toBeVisible()
})

test('draws no curve where nothing was judged', async () => {
  server.use(answer('/api/feedback/analytics/learning', learning({ overrides: 0, judged: 0, known: 0, control: 0 })))
  renderApp('/overview')
  const taught = await screen.findByRole('region', { name: 'What agents have taught' })
  expect(taught).toHaveTextContent('No override in the last 30 days: nothing to learn from.')
  expect(within(taught).queryByText('95% interval')).not.toBeInTheDocument()
})
