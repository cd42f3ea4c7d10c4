import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { analytics, feedbackPage, noFeedback } from '@/testing/fixtures'
import { answer, refuse } from '@/testing/handlers'
import { renderApp } from '@/testing/render'
import { server } from '@/testing/server'

const rows = (table: HTMLElement) => within(table).getAllByRole('row').slice(1)
const firstMessages = (table: HTMLElement) => rows(table).map((row) => within(row).getAllByRole('cell')[1]?.textContent)

test('ranks why replies are rejected, each reason leading to its feedback', async () => {
  renderApp('/trends?channel=email')
  const panel = await screen.findByRole('region', { name: 'Why replies are rejected' })
  expect(within(panel).getAllByRole('listitem')[0]).toHaveTextContent('Incorrect55.6%50 rejections, 40 overridden')
  expect(panel).toHaveTextContent('“Incorrect” is the most frequent reason: 55.6% of 90 rejections.')

  expect(within(panel).getByRole('link', { name: 'Incorrect' })).toHaveAttribute(
    'href',
    '/replay?from=2026-10-25&to=2026-11-23&channel=email&reason=INCORRECT&useful=false',
  )
})

test('holds channels and models against each other', async () => {
  renderApp('/trends')
  const channels = await screen.findByRole('region', { name: 'Usefulness by channel' })
  expect(within(channels).getAllByRole('listitem')[0]).toHaveTextContent('email60.0%108 of 180 useful')
  expect(within(channels).getByRole('link', { name: 'No channel' })).toHaveAttribute(
    'href',
    '/replay?from=2026-10-25&to=2026-11-23&channel=&useful=false',
  )
  expect(await screen.findByRole('region', { name: 'Usefulness by model' })).toHaveTextContent('atlas-1')
})

test('sorts the most rejected replies by each column', async () => {
  const { user } = renderApp('/trends')
  const table = await screen.findByRole('table', { name: 'Most Rejected Replies' })
  const times = within(table).getByRole('columnheader', { name: 'Times rejected' })
  expect(times).toHaveAttribute('aria-sort', 'descending')
  expect(firstMessages(table)).toEqual(['Where is my refund?', 'App crashes at login'])

  await user.click(within(table).getByRole('button', { name: 'Message' }))
  expect(firstMessages(table)).toEqual(['App crashes at login', 'Where is my refund?'])
  expect(within(table).getByRole('columnheader', { name: 'Message' })).toHaveAttribute('aria-sort', 'ascending')
  expect(times).toHaveAttribute('aria-sort', 'none')

  for (const column of ['AI Reply', 'Agent Override', 'Last', 'Times rejected']) {
    await user.click(within(table).getByRole('button', { name: column }))
    expect(within(table).getByRole('columnheader', { name: column })).not.toHaveAttribute('aria-sort', 'none')
  }
})

test('sorts on narrow screens, which have no header, with a choice of its own', async () => {
  const { user } = renderApp('/trends')
  const table = await screen.findByRole('table', { name: 'Most Rejected Replies' })
  await user.selectOptions(screen.getByRole('combobox', { name: 'Sort by' }), 'Last')
  expect(firstMessages(table)).toEqual(['App crashes at login', 'Where is my refund?'])

  await user.click(screen.getByRole('button', { name: 'Descending: turn round' }))
  expect(firstMessages(table)).toEqual(['Where is my refund?', 'App crashes at login'])
})

test('opens a row to its full texts, by keyboard too, and leads on to Replay', async () => {
  const { user, url } = renderApp('/trends?model=atlas-2')
  const toggle = await screen.findByRole('button', { name: 'Full texts of “Where is my refund?”' })
  expect(toggle).toHaveAttribute('aria-expanded', 'false')

  toggle.focus()
  await user.keyboard('{Enter}')
  expect(toggle).toHaveAttribute('aria-expanded', 'true')
  const table = screen.getByRole('table', { name: 'Most Rejected Replies' })
  expect(rows(table)[1]).toHaveTextContent('I have sent your refund today.')

  await user.click(within(table).getByRole('link', { name: 'See all 12 in Replay' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Replay' })).toBeVisible()
  const { searchParams } = new URL(url(), 'http://here')
  expect(Object.fromEntries(searchParams)).toMatchObject({
    from: '2026-10-25',
    to: '2026-11-23',
    model: 'atlas-2',
    aiReplyId: 'a'.repeat(64),
    useful: 'false',
  })
})

test('says so where agents sent nothing instead', async () => {
  renderApp('/trends')
  const table = await screen.findByRole('table', { name: 'Most Rejected Replies' })
  expect(rows(table)[1]).toHaveTextContent('None sent')
})

test('shows no table where no reply was rejected', async () => {
  server.use(answer('/api/feedback/analytics', analytics({ topNegativeMessages: [], notUsefulCount: 0 })))
  renderApp('/trends')
  expect(await screen.findByText('No reply was rejected in these days.')).toBeVisible()
  expect(screen.queryByRole('table')).not.toBeInTheDocument()
})

test('a panel that fails leaves the others standing', async () => {
  server.use(
    refuse('/api/feedback/analytics/breakdown', { type: 'x', title: 'Out of order', status: 500, detail: 'Sorry.' }),
  )
  renderApp('/trends')
  expect(await screen.findByRole('table', { name: 'Most Rejected Replies' })).toBeVisible()
  await waitFor(() => {
    expect(screen.getAllByText('Out of order')).toHaveLength(3)
  })
})

test('shows how to begin where there is no feedback at all', async () => {
  server.use(answer('/api/feedback/analytics', noFeedback()), answer('/api/feedback', feedbackPage([])))
  renderApp('/trends')
  expect(await screen.findByRole('heading', { name: 'No feedback yet' })).toBeVisible()
})

test('leaves usefulness out under a reason filter', async () => {
  renderApp('/trends?reason=TONE')
  expect(await screen.findByRole('heading', { name: 'No usefulness under a reason filter' })).toBeVisible()
  expect(screen.queryByRole('region', { name: 'Usefulness by channel' })).not.toBeInTheDocument()
  expect(await screen.findByRole('region', { name: 'Why replies are rejected' })).toBeVisible()
})
