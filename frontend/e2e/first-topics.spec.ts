import { expectAccessibleAndFitting } from './support/accessible'
import { LEARNED, matters } from './support/matters'
import { expect, panel, test } from './support/test'

test('the first topics are found while one watches', async ({ page, helpdesk }) => {
  test.setTimeout(180_000)
  const posts = matters(helpdesk)
  await helpdesk.postAll(posts.slice(0, 120))
  await page.goto(helpdesk.tab('trends', { channel: LEARNED }))
  const topics = panel(page, 'Most rejected topics')
  // Other messages may have come before.
  await expect(topics).toContainText(/Still learning: 1[2-9]\d of 300 messages/, { timeout: 60_000 })
  await expectAccessibleAndFitting(page)

  await helpdesk.postAll(posts.slice(120))
  const rows = topics.getByRole('list', { name: 'Topics by rejections' }).getByRole('listitem')
  await expect(rows.nth(3)).toBeVisible({ timeout: 120_000 })
  await expect(rows.first()).toContainText(
    /refund|replacement|password|declined|invoice|delivered|crashes|subscription/,
  )
  await expect(panel(page, 'Frequent override cases').getByRole('article').first()).toBeVisible()
})
