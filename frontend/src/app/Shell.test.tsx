import { screen, waitFor, within } from '@testing-library/react'
import { delay, http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { about, analytics, REFUNDS } from '@/testing/fixtures'
import { answer } from '@/testing/handlers'
import { renderApp } from '@/testing/render'
import { server } from '@/testing/server'

test('opens on the overview, whatever came with the URL', async () => {
  const { url } = renderApp('/?channel=email')
  expect(await screen.findByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  expect(url()).toBe('/overview?channel=email')
})

test('carries period and filters from tab to tab, and nothing else', async () => {
  const { user, url } = renderApp(
    `/replay?from=2026-11-01&to=2026-11-23&channel=email&channel=chat&topic=${REFUNDS}&q=refund`,
  )
  const tabs = await screen.findByRole('navigation', { name: 'Main' })

  await user.click(within(tabs).getByRole('link', { name: 'Trends' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Trends' })).toBeVisible()
  expect(url()).toBe(`/trends?from=2026-11-01&to=2026-11-23&channel=email&channel=chat&topic=${REFUNDS}`)
  expect(within(tabs).getByRole('link', { name: 'Trends' })).toHaveAttribute('aria-current', 'page')
  expect(within(tabs).getByRole('link', { name: 'Overview' })).not.toHaveAttribute('aria-current')
})

test('asks the API for what the URL says', async () => {
  const asked: string[] = []
  server.use(
    answer('/api/feedback/analytics', ({ url }) => {
      asked.push(new URL(url).search)
      return analytics()
    }),
  )
  renderApp('/overview?from=2026-11-01&to=2026-11-23&model=')
  await screen.findByRole('region', { name: 'Useful' })
  expect(asked).toEqual(['?from=2026-11-01&to=2026-11-23&model='])
})

test('says when what it shows is demo data, and how to start empty', async () => {
  server.use(answer('/api/about', about({ demo: { state: 'LOADED', loaded: 20_000, total: 20_000 } })))
  renderApp('/overview')
  const notice = await screen.findByRole('complementary', { name: 'Demo data' })
  expect(notice).toHaveTextContent('To start empty: make reset, then make run DEMO=no.')
  expect(within(notice).queryByRole('progressbar')).not.toBeInTheDocument()
})

test('follows demo data as it loads, and the figures with it', async () => {
  let loaded = 4_000
  server.use(
    answer('/api/about', () =>
      about({ demo: { state: loaded < 20_000 ? 'LOADING' : 'LOADED', loaded, total: 20_000 } }),
    ),
    answer('/api/feedback/analytics', () => analytics({ total: loaded })),
  )
  renderApp('/overview')
  const notice = await screen.findByRole('complementary', { name: 'Demo data' })
  expect(notice).toHaveTextContent('Loading 4,000 of 20,000')
  expect(within(notice).getByRole('progressbar', { name: 'Demo data loaded' })).toHaveAttribute('aria-valuenow', '20')

  loaded = 20_000
  await waitFor(
    () => {
      expect(screen.getByRole('region', { name: 'Feedback' })).toHaveTextContent('20,000')
    },
    { timeout: 5_000 },
  )
  expect(notice).not.toHaveTextContent('Loading')
})

test('asks for the figures once, however late it learns of demo data', async () => {
  let asked = 0
  server.use(
    http.get('*/api/about', async () => {
      await delay(100)
      return HttpResponse.json(about({ demo: { state: 'LOADED', loaded: 20_000, total: 20_000 } }))
    }),
    answer('/api/feedback/analytics', () => {
      asked += 1
      return analytics()
    }),
  )
  renderApp('/overview')
  await screen.findByRole('region', { name: 'Useful' })
  await screen.findByRole('complementary', { name: 'Demo data' })
  await delay(50)
  expect(asked).toBe(1)
})

test('says nothing of demo data where feedback is real', async () => {
  renderApp('/overview')
  await screen.findByRole('region', { name: 'Useful' })
  expect(screen.queryByRole('complementary', { name: 'Demo data' })).not.toBeInTheDocument()
})

test('wears the colours the reader chooses', async () => {
  const { user } = renderApp('/overview')
  const colours = await screen.findByRole('radiogroup', { name: 'Colours' })
  await user.click(within(colours).getByRole('radio', { name: 'Dark' }))
  expect(document.documentElement).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await user.click(within(colours).getByRole('radio', { name: 'Light' }))
  expect(document.documentElement).toHaveAttribute('data-mantine-color-scheme', 'light')
})

test('lets the keyboard skip to the content, and leads to the API', async () => {
  const { user } = renderApp('/overview')
  await screen.findByRole('region', { name: 'Useful' })
  await user.tab()
  expect(screen.getByRole('link', { name: 'Skip to the content' })).toHaveFocus()
  expect(screen.getByRole('link', { name: 'Try the API' })).toHaveAttribute('href', '/q/swagger-ui')
})

test('leads back from a page that is not there', async () => {
  const { user, url } = renderApp('/nowhere')
  await user.click(await screen.findByRole('link', { name: 'Go to the overview' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  expect(url()).toBe('/overview')
})
