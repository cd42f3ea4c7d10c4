import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { breakdown, INVOICES, LOGINS, REFUNDS, topic, topicList } from '@/testing/fixtures'
import { answer } from '@/testing/handlers'
import { renderApp } from '@/testing/render'
import { server } from '@/testing/server'

const bar = () => screen.findByRole('group', { name: 'Period and filters' })

test('offers the days as the server counts them', async () => {
  const { user, url } = renderApp('/overview')
  const period = await screen.findByRole('radiogroup', { name: 'Period' })
  await waitFor(() => {
    expect(within(period).getByRole('radio', { name: '30 days' })).toBeChecked()
  })
  expect(screen.getByRole('button', { name: '25 Oct – 23 Nov 2026' })).toBeVisible()

  await user.click(within(period).getByRole('radio', { name: '7 days' }))
  await waitFor(() => {
    expect(url()).toBe('/overview?period=7d')
  })
  expect(screen.getByRole('button', { name: '17 Nov – 23 Nov 2026' })).toBeVisible()

  await user.click(within(period).getByRole('radio', { name: '30 days' }))
  await waitFor(() => {
    expect(url()).toBe('/overview')
  })
})

test('takes any two days up to today', async () => {
  const { user, url } = renderApp('/overview')
  await user.click(await screen.findByRole('button', { name: '25 Oct – 23 Nov 2026' }))
  const dialog = await screen.findByRole('dialog', { name: 'Choose the first and the last day' })
  expect(within(dialog).getByRole('button', { name: 'Tue, 24 Nov 2026' })).toBeDisabled()

  await user.click(within(dialog).getByRole('button', { name: 'Tue, 10 Nov 2026' }))
  expect(dialog).toHaveTextContent('Now choose the last day.')
  await user.click(within(dialog).getByRole('button', { name: 'Thu, 12 Nov 2026' }))

  await waitFor(() => {
    expect(url()).toBe('/overview?from=2026-11-10&to=2026-11-12')
  })
  expect(screen.getByRole('radio', { name: '30 days' })).not.toBeChecked()
})

test('offers the values there are, counted without the filter’s own choice', async () => {
  const asked: string[] = []
  server.use(
    answer('/api/feedback/analytics/breakdown', ({ url }) => {
      asked.push(new URL(url).search)
      return breakdown('channel')
    }),
  )
  const { user, url } = renderApp('/overview?channel=email&model=atlas-2')
  await user.click(within(await bar()).getByRole('button', { name: 'Channel: email' }))

  const dialog = await screen.findByRole('dialog', { name: 'Filter by channel' })
  expect(await within(dialog).findByRole('checkbox', { name: /^email/ })).toBeChecked()
  expect(within(dialog).getByRole('checkbox', { name: /^chat/ })).not.toBeChecked()
  expect(asked).toEqual(['?by=channel&model=atlas-2'])

  await user.click(within(dialog).getByRole('checkbox', { name: /^No channel/ }))
  await waitFor(() => {
    expect(url()).toBe('/overview?channel=email&channel=&model=atlas-2')
  })
})

test('goes on showing a chosen value that these days don’t have', async () => {
  const { user } = renderApp('/overview?channel=pigeon')
  await user.click(within(await bar()).getByRole('button', { name: 'Channel: pigeon' }))
  const dialog = await screen.findByRole('dialog', { name: 'Filter by channel' })
  expect(await within(dialog).findByRole('checkbox', { name: /^pigeon/ })).toBeChecked()
})

test('names reasons in words and clears filters', async () => {
  const { user, url } = renderApp('/trends?reason=TONE&reason=&model=atlas-1')
  expect(within(await bar()).getByRole('button', { name: 'Reason: Wrong tone +1' })).toBeVisible()
  await user.click(within(await bar()).getByRole('button', { name: 'Clear filters' }))
  await waitFor(() => {
    expect(url()).toBe('/trends')
  })
})

test('filters by topic on every tab, by name', async () => {
  const { user, url } = renderApp('/overview')
  await user.click(await within(await bar()).findByRole('button', { name: 'Topic' }))
  const dialog = await screen.findByRole('dialog', { name: 'Filter by topic' })
  await user.click(within(dialog).getByRole('checkbox', { name: 'Late refunds' }))
  await user.click(within(dialog).getByRole('checkbox', { name: 'Other (in no topic)' }))
  await waitFor(() => {
    expect(url()).toBe(`/overview?topic=${REFUNDS}&topic=`)
  })
  expect(within(await bar()).getByRole('button', { name: 'Topic: Late refunds +1', hidden: true })).toBeInTheDocument()
})

test('hands the topic to every question it asks', async () => {
  const asked = new Set<string>()
  server.events.on('request:start', ({ request }) => {
    const { pathname, searchParams } = new URL(request.url)
    if (searchParams.get('topic') === REFUNDS) asked.add(pathname)
  })
  const { user } = renderApp(`/trends?topic=${REFUNDS}`)
  expect(await screen.findByRole('region', { name: 'Frequent override cases' })).toBeVisible()
  await user.click(screen.getByRole('link', { name: 'Replay' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Replay' })).toBeVisible()
  await waitFor(() => {
    expect([...asked].sort()).toEqual([
      '/api/feedback',
      '/api/feedback/analytics',
      '/api/feedback/analytics/breakdown',
      '/api/feedback/analytics/overrides',
      '/api/feedback/analytics/topics',
    ])
  })
  server.events.removeAllListeners()
})

test('offers no topics where there are none', async () => {
  server.use(answer('/api/topics', topicList([topic({ hidden: true })])))
  const { queryClient } = renderApp('/overview')
  await waitFor(() => {
    expect(queryClient.getQueryData(['topics'])).toBeDefined()
  })
  expect(within(await bar()).queryByRole('button', { name: 'Topic' })).not.toBeInTheDocument()
})

test('leaves hidden topics out, unless one is chosen', async () => {
  server.use(
    answer(
      '/api/topics',
      topicList([
        topic(),
        topic({ id: LOGINS, name: 'Login codes', hidden: true }),
        topic({ id: INVOICES, name: 'Invoice address', hidden: true }),
      ]),
    ),
  )
  const { user } = renderApp(`/overview?topic=${LOGINS}`)
  await user.click(await within(await bar()).findByRole('button', { name: 'Topic: Login codes' }))
  const dialog = await screen.findByRole('dialog', { name: 'Filter by topic' })
  expect(within(dialog).getByRole('checkbox', { name: 'Login codes' })).toBeChecked()
  expect(within(dialog).queryByRole('checkbox', { name: 'Invoice address' })).not.toBeInTheDocument()
})

test('finds one of many topics by its name', async () => {
  const many = Array.from({ length: 12 }, (_, i) =>
    topic({ id: `01930000-0000-7000-8000-${String(i).padStart(12, '0')}`, name: `Question ${i}` }),
  )
  server.use(answer('/api/topics', topicList(many)))
  const { user } = renderApp('/overview')
  await user.click(await within(await bar()).findByRole('button', { name: 'Topic' }))
  const dialog = await screen.findByRole('dialog', { name: 'Filter by topic' })
  const field = within(dialog).getByRole('searchbox', { name: 'Find a topic' })
  await waitFor(() => {
    expect(field).toHaveFocus()
  })
  await user.keyboard('11')
  expect(within(dialog).getAllByRole('checkbox')).toHaveLength(1)
  expect(within(dialog).getByRole('checkbox', { name: 'Question 11' })).toBeInTheDocument()
})
