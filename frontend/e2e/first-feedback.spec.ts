import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, letFiguresRefresh, panel, test } from './support/test'

test('an empty dashboard says how the first feedback is posted, and what it says works', async ({ page }) => {
  await page.clock.install()
  for (const tab of ['Trends', 'Replay', 'Overview']) {
    await page.goto(`/${tab.toLowerCase()}`)
    await expect(page.getByRole('heading', { name: 'No feedback yet' }), tab).toBeVisible()
  }

  const command = await page.getByRole('region', { name: 'Command that posts a feedback' }).innerText()
  const { stdout } = await promisify(execFile)('sh', ['-c', `${command} --silent --show-error --fail`])
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'CREATED' })

  // The page that was open all the time shows it by itself.
  await letFiguresRefresh(page)
  await expect(panel(page, 'Feedback')).toContainText(/^Feedback1verdicts on AI replies/)
  await expect(panel(page, 'Useful')).toContainText('0.0%')
  await page.getByRole('link', { name: 'Replay' }).click()
  await expect(page.getByRole('article')).toContainText('Where is my refund?')
})
