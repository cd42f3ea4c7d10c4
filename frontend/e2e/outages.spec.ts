import { expect, letFiguresRefresh, panel, test } from './support/test'

test('says that nobody answers, and recovers when asked to', async ({ page, helpdesk }) => {
  await helpdesk.post(helpdesk.feedback())
  await page.route('**/api/**', (route) => route.abort())
  await page.goto(helpdesk.tab('overview'))
  await expect(page.getByRole('alert')).toContainText('ReplyLoop can’t be reached')

  await page.unroute('**/api/**')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(panel(page, 'Feedback')).toContainText(/^Feedback1/)
})

test('repeats the backend’s own words while the database is away, and comes back by itself', async ({
  page,
  helpdesk,
}) => {
  await helpdesk.post(helpdesk.feedback())
  await page.clock.install()
  const problem = {
    type: 'urn:replyloop:problem:database-unavailable',
    title: 'The database can’t be reached just now',
    status: 503,
    detail: 'Nothing was lost that was answered.',
  }
  await page.route('**/api/feedback/**', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      headers: { 'Retry-After': '1' },
      body: JSON.stringify(problem),
    }),
  )
  await page.goto(helpdesk.tab('overview'))
  await expect(page.getByRole('alert')).toContainText(problem.title)
  await expect(page.getByRole('alert')).toContainText(problem.detail)

  await page.unroute('**/api/feedback/**')
  await letFiguresRefresh(page)
  await expect(panel(page, 'Feedback')).toContainText(/^Feedback1/)
})

test('keeps old figures in sight, marked as old', async ({ page, helpdesk }) => {
  await helpdesk.post(helpdesk.feedback())
  await page.clock.install()
  await page.goto(helpdesk.tab('overview'))
  await expect(panel(page, 'Feedback')).toContainText(/^Feedback1/)

  await page.route('**/api/**', (route) => route.abort())
  await expect(async () => {
    await letFiguresRefresh(page)
    await expect(page.getByText('These figures are from').first()).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await expect(panel(page, 'Feedback')).toContainText(/^Feedback1/)

  await page.unroute('**/api/**')
  await page.getByRole('button', { name: 'Try now' }).first().click()
  await expect(page.getByText('These figures are from')).toHaveCount(0)
})

test('survives the network going away between two tabs', async ({ page, context, helpdesk }) => {
  await helpdesk.post(helpdesk.feedback({ useful: false, message: 'Asked before the tunnel' }))
  await page.goto(helpdesk.tab('overview'))
  await expect(panel(page, 'Feedback')).toContainText(/^Feedback1/)

  await context.setOffline(true)
  await page.getByRole('link', { name: 'Replay' }).click()
  await expect(page.getByRole('alert').first()).toBeVisible()

  await context.setOffline(false)
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await expect(page.getByRole('list', { name: 'Feedback, newest first' })).toContainText('Asked before the tunnel')
})
