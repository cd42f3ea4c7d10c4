import { readFile } from 'node:fs/promises'
import type { Helpdesk } from './support/helpdesk'
import { expect, letFiguresRefresh, panel, test } from './support/test'

/** In the window: 4 of 10 useful, 4 overridden; 3 of 6, and 2, without today. Before it: 4 of 5 useful, none overridden. */
async function postTwoPeriods(helpdesk: Helpdesk) {
  const rejected = { useful: false, agentReply: 'It will be with you tomorrow before noon.' }
  await helpdesk.postAll([
    ...Array.from({ length: 1 }, () => helpdesk.feedback()),
    ...Array.from({ length: 2 }, () => helpdesk.feedback(rejected)),
    ...Array.from({ length: 1 }, () => helpdesk.feedback({ useful: false })),
    ...Array.from({ length: 3 }, () => helpdesk.feedback({ daysAgo: 5 })),
    ...Array.from({ length: 2 }, () => helpdesk.feedback({ daysAgo: 5, ...rejected })),
    ...Array.from({ length: 1 }, () => helpdesk.feedback({ daysAgo: 5, useful: false, agentReply: ' ' })),
    ...Array.from({ length: 4 }, () => helpdesk.feedback({ daysAgo: 40 })),
    ...Array.from({ length: 1 }, () => helpdesk.feedback({ daysAgo: 40, useful: false })),
  ])
}

test('the figures are what was posted', async ({ page, helpdesk }) => {
  await postTwoPeriods(helpdesk)
  await page.goto(helpdesk.tab('overview'))

  const feedback = panel(page, 'Feedback')
  await expect(feedback).toContainText('10')
  await expect(feedback).toContainText('up 20.0%')
  await expect(feedback).toContainText('6 without today, 5 in the 29 whole days before')
  const useful = panel(page, 'Useful')
  await expect(useful).toContainText('40.0%')
  await expect(useful).toContainText('4 of 10 AI replies')
  await expect(useful).toContainText('50.0% without today, 80.0% in the 29 whole days before')
  const overridden = panel(page, 'Overridden')
  await expect(overridden).toContainText('40.0%')
  await expect(overridden).toContainText('4 times')
  await expect(overridden).toContainText('33.3% without today, 0.0% in the 29 whole days before')

  const verdicts = panel(page, 'Verdicts')
  await expect(verdicts).toContainText('Agents replaced 4 of the 6 replies they rejected.')
  await expect(verdicts.getByRole('listitem')).toHaveText(['Useful440.0%', 'Rejected660.0%'])
})

test('in short, it names the reply that was rejected most, and leads to each time it was', async ({
  page,
  helpdesk,
}) => {
  const rejected = { useful: false, aiReply: 'Refunds take 30 days.' }
  await helpdesk.postAll([
    helpdesk.feedback({ ...rejected, daysAgo: 1 }),
    helpdesk.feedback({ ...rejected, daysAgo: 2, agentReply: 'You have it today.' }),
    helpdesk.feedback({ ...rejected, daysAgo: 45 }),
    helpdesk.feedback({ useful: false, aiReply: 'Only once', agentReply: 'Never again' }),
  ])
  await page.goto(helpdesk.tab('overview'))
  const short = panel(page, 'In short')
  await expect(short).toContainText('Refunds take 30 days.')
  await expect(short).toContainText('You have it today.')
  await short.getByRole('link', { name: 'See all 2 rejections' }).click()
  await expect(page.getByRole('list', { name: 'Feedback, newest first' }).getByRole('listitem')).toHaveCount(2)
})

test('the daily line has a row for every day, with its interval, gaps and today as partial', async ({
  page,
  helpdesk,
}) => {
  await postTwoPeriods(helpdesk)
  await page.goto(helpdesk.tab('overview'))
  const line = panel(page, 'Usefulness, day by day')
  await expect(line.getByRole('listitem').filter({ hasText: 'today so far' })).toBeVisible()
  await expect(line.getByRole('listitem').filter({ hasText: '95% interval' })).toBeVisible()

  await line.getByRole('button', { name: 'Usefulness, day by day: show as table' }).click()
  const rows = line.getByRole('row')
  await expect(rows).toHaveCount(1 + 30)
  const row = (day: string) => rows.filter({ has: page.getByRole('rowheader', { name: day, exact: true }) })
  await expect(row(helpdesk.day(0)).getByRole('cell')).toHaveText(['1', '4', '25.0', '4.6', '69.9', '–', 'so far'])
  await expect(row(helpdesk.day(5)).getByRole('cell')).toHaveText(['3', '6', '50.0', '18.8', '81.2', '–', ''])
  // What isn't there is no zero; the period before runs beside it, thirty days earlier.
  await expect(row(helpdesk.day(10)).getByRole('cell')).toHaveText(['0', '0', '–', '–', '–', '80.0', ''])
  await expect(row(helpdesk.day(29)).getByRole('cell')).toHaveText(['0', '0', '–', '–', '–', '–', ''])
})

test('the figures come as a file too', async ({ page, helpdesk }) => {
  await postTwoPeriods(helpdesk)
  await page.goto(helpdesk.tab('overview'))

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Verdicts: download as CSV' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe(`verdicts-${helpdesk.day(29)}-${helpdesk.day(0)}.csv`)
  const csv = await readFile(await file.path(), 'utf8')
  expect(csv).toContain('Useful,4,40')
  expect(csv).toContain('Rejected,6,60')
})

test('a day shows its figures under the pointer', { tag: '@desktop' }, async ({ page, helpdesk }) => {
  await postTwoPeriods(helpdesk)
  await page.goto(helpdesk.tab('overview'))
  const line = panel(page, 'Usefulness, day by day')
  const chart = line.locator('svg').filter({ hasText: '%' })
  const box = await chart.boundingBox()
  expect(box).not.toBeNull()
  const { x, y, width, height } = box ?? { x: 0, y: 0, width: 0, height: 0 }
  await page.mouse.move(x + width - 16, y + height / 2)
  await expect(line).toContainText('25.0% useful, 1 of 4')
  await expect(line).toContainText('so far')
})

test('a changed verdict counts once, and shows without a reload', async ({ page, helpdesk }) => {
  await page.clock.install()
  const verdict = helpdesk.feedback({ useful: false, agentReply: 'It will be with you tomorrow.' })
  await helpdesk.post(verdict)
  await page.goto(helpdesk.tab('overview'))
  await expect(panel(page, 'Useful')).toContainText('0.0%')

  const { outcome } = await helpdesk.post({ ...verdict, useful: true, agentReply: null })
  expect(outcome).toBe('REPLACED')
  await letFiguresRefresh(page)
  await expect(panel(page, 'Useful')).toContainText('100.0%')
  await expect(panel(page, 'Useful')).toContainText('1 of 1 AI reply')
  await expect(panel(page, 'Verdicts')).toContainText('No reply was rejected.')
})

test('an erased message takes its figures with it', async ({ page, helpdesk }) => {
  await page.clock.install()
  const erased = helpdesk.feedback({ useful: false })
  await helpdesk.postAll([helpdesk.feedback(), erased])
  await page.goto(helpdesk.tab('overview'))
  await expect(panel(page, 'Verdicts').getByRole('listitem')).toHaveText(['Useful150.0%', 'Rejected150.0%'])

  await helpdesk.erase(erased.messageId)
  await letFiguresRefresh(page)
  await expect(panel(page, 'Verdicts').getByRole('listitem')).toHaveText(['Useful1100.0%', 'Rejected00.0%'])
})
