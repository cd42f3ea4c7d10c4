import { expectAccessibleAndFitting } from './support/accessible'
import { expect, panel, test } from './support/test'

/** Where one has to sign in, on the same data. */
const guarded = process.env.REPLYLOOP_GUARDED_URL ?? ''
const setUpLink = process.env.REPLYLOOP_SET_UP_LINK ?? ''

test('@desktop the first admin sets up, and invites a reviewer who sees no more than reviewers may', async ({
  page,
  browser,
}) => {
  await page.goto(`${guarded}/overview`)
  await expect(page.getByRole('heading', { name: 'Nobody can sign in yet' })).toBeVisible()
  await expectAccessibleAndFitting(page)

  await page.goto(setUpLink)
  await page.getByLabel(/E-mail address/).fill('ada@example.com')
  await page.getByLabel(/New password/).fill('password12345')
  await page.getByRole('button', { name: 'Set up ReplyLoop' }).click()
  await expect(page.getByText('It is too easily guessed', { exact: false })).toBeVisible()
  await page.getByLabel(/New password/).fill('seven green umbrellas')
  await page.getByRole('button', { name: 'Set up ReplyLoop' }).click()
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()

  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('link', { name: 'People' }).click()
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  await page.getByLabel(/E-mail address/).fill('grace@example.com')
  await page.getByLabel('Viewer', { exact: true }).uncheck()
  await page.getByLabel('Reviewer', { exact: true }).check()
  await expectAccessibleAndFitting(page)
  await page.getByRole('button', { name: 'Make the invitation' }).click()
  const link = await panel(page, 'People').locator('code').first().textContent()
  await expectAccessibleAndFitting(page)

  const grace = await browser.newContext()
  const graces = await grace.newPage()
  await graces.goto(link ?? '')
  await graces.getByLabel(/New password/).fill('nine yellow umbrellas')
  await graces.getByRole('button', { name: 'Sign in with it' }).click()
  await expect(graces.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  await expect(graces.getByRole('button', { name: 'Export' })).toBeVisible()
  await graces.goto(`${guarded}/settings/account`)
  await expect(graces.getByText('Signed in as grace@example.com.')).toBeVisible()
  await expect(graces.getByRole('link', { name: 'People' })).toHaveCount(0)

  // An admin signs her out: what she was at asks again, and goes on.
  await graces.goto(`${guarded}/trends`)
  await expect(graces.getByRole('heading', { name: 'Trends', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'Actions for grace@example.com' }).click()
  await page.getByRole('menuitem', { name: 'Sign out everywhere' }).click()
  const dialog = graces.getByRole('dialog', { name: 'Your session is over' })
  await expect(dialog).toBeVisible({ timeout: 60_000 })
  await dialog.getByLabel(/Password/).fill('nine yellow umbrellas')
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toBeHidden()
  await grace.close()
})

test('@desktop a key is made, shown once and revoked, and stands in the audit log', async ({ page, request }) => {
  // Needs the first admin, whom the test above makes.
  await expect(async () => {
    const answer = await page.request.post(`${guarded}/api/session`, {
      data: { email: 'ada@example.com', password: 'seven green umbrellas' },
    })
    expect(answer.status()).toBe(200)
  }).toPass({ intervals: [3_000], timeout: 80_000 })
  await page.goto(`${guarded}/settings/keys`)
  await page.getByRole('button', { name: 'Make a key' }).click()
  await page.getByLabel(/^Name/).fill('Helpdesk')
  await page.getByRole('button', { name: 'Make the key' }).click()
  const keys = panel(page, 'API keys')
  const secret =
    (await keys
      .locator('code')
      .filter({ hasText: /^rlk_secret_\w{36}$/ })
      .textContent()) ?? ''
  await expectAccessibleAndFitting(page)
  const call = () => request.get(`${guarded}/api/feedback/count`, { headers: { Authorization: `Bearer ${secret}` } })
  expect((await call()).status()).toBe(403)
  await page.getByRole('button', { name: 'Actions for Helpdesk' }).click()
  await page.getByRole('menuitem', { name: 'Revoke' }).click()
  await expect(keys.getByText('Revoked')).toBeVisible()
  await expect.poll(async () => (await call()).status()).toBe(401)
  await page.getByRole('link', { name: 'Audit log' }).click()
  await expect(panel(page, 'Audit log').getByText('Revoke key')).toBeVisible()
  await expectAccessibleAndFitting(page)

  await page.getByRole('link', { name: 'Sign-in', exact: true }).click()
  await expect(panel(page, 'How people sign in').getByText('after 12 hours without a call')).toBeVisible()
  await expectAccessibleAndFitting(page)
  await page.getByRole('link', { name: 'Retention and erasure' }).click()
  await expect(panel(page, 'What is kept, and how long').getByText('until somebody erases them')).toBeVisible()
  await page.getByLabel(/Message ids/).fill(`${crypto.randomUUID()}\n${crypto.randomUUID()}`)
  await expectAccessibleAndFitting(page)
  await page.getByRole('button', { name: 'Erase 2 messages' }).click()
  await expect(page.getByText('All 2 are erased.', { exact: false })).toBeVisible()
  await expectAccessibleAndFitting(page)

  // Who comes back from the company's sign-in page without a role is told so.
  await page.context().clearCookies()
  await page.goto(`${guarded}/?sign-in=no-role`)
  await expect(page.getByRole('alert')).toContainText('none of your groups may use ReplyLoop')
  await expectAccessibleAndFitting(page)
})

test('@phone a stranger sees the way in, and it fits', async ({ page }) => {
  await page.goto(`${guarded}/overview`)
  await expect(page.getByRole('heading', { name: /Sign in|Nobody can sign in yet/ })).toBeVisible()
  await expectAccessibleAndFitting(page)
})
