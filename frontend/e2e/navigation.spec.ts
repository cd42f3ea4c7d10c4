import type { Page } from '@playwright/test'
import { expect, panel, test } from './support/test'

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })

test('a page looks the same whether it was opened or walked to', async ({ page }) => {
  const size = (name: string) => heading(page, name).evaluate((title) => getComputedStyle(title).fontSize)
  await page.goto('/prompt')
  const opened = await size('Try a prompt')
  await page.goto('/overview')
  expect(await size('Overview')).toBe(opened)
  await page.getByRole('link', { name: 'Try a prompt' }).first().click()
  await expect(heading(page, 'Try a prompt')).toBeVisible()
  expect(await size('Try a prompt')).toBe(opened)
})

test('period and filters live in the URL: every tab shares them, and so does whoever gets the link', async ({
  page,
  context,
  helpdesk,
}) => {
  await helpdesk.postAll([
    helpdesk.feedback({ useful: false, model: 'atlas' }),
    helpdesk.feedback({ daysAgo: 3, model: 'atlas' }),
    helpdesk.feedback({ daysAgo: 3, model: 'borealis' }),
    helpdesk.feedback({ daysAgo: 20, model: 'atlas' }),
  ])
  await page.goto(helpdesk.tab('overview'))
  await expect(panel(page, 'Feedback')).toContainText(/^Feedback4/)

  await page.getByRole('radiogroup', { name: 'Period' }).getByText('7 days').click()
  await expect(panel(page, 'Feedback')).toContainText(/^Feedback3/)
  await page.getByRole('button', { name: 'Model' }).click()
  await page.getByRole('dialog', { name: 'Filter by model' }).getByRole('checkbox', { name: 'atlas' }).check()
  await expect(panel(page, 'Feedback')).toContainText(/^Feedback2/)

  // A preset stays one: opened tomorrow, the link shows tomorrow's week.
  const chosen = {
    channel: helpdesk.channel,
    period: '7d',
    model: 'atlas',
  }
  const search = (of: Page) => Object.fromEntries(new URL(of.url()).searchParams)
  expect(search(page)).toEqual(chosen)

  await page.reload()
  await expect(panel(page, 'Feedback')).toContainText(/^Feedback2/)
  await expect(page.getByRole('button', { name: 'Model: atlas' })).toBeVisible()

  const colleague = await context.newPage()
  await colleague.goto(page.url())
  await expect(panel(colleague, 'Feedback')).toContainText(/^Feedback2/)

  await page.getByRole('link', { name: 'Trends', exact: true }).click()
  await expect(heading(page, 'Trends')).toBeVisible()
  expect(search(page)).toEqual(chosen)
  await expect(panel(page, 'Usefulness by model').getByRole('listitem')).toContainText(['atlas50.0%1 of 2 useful'])

  await page.getByRole('link', { name: 'Replay', exact: true }).click()
  await expect(heading(page, 'Replay')).toBeVisible()
  expect(search(page)).toEqual(chosen)
  await expect(page.getByRole('list', { name: 'Feedback, newest first' }).getByRole('listitem')).toHaveCount(1)

  await page.goBack()
  await expect(heading(page, 'Trends')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).not.toHaveURL(/model=|channel=/)
  await expect(page).toHaveURL(/period=7d/)
})

test('any days can be chosen in the calendar', async ({ page, helpdesk }) => {
  await helpdesk.post(helpdesk.feedback({ daysAgo: 2 }))
  const day = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(helpdesk.day(2)))
  // Seen from the month's own window, whatever day today is.
  await page.goto(helpdesk.tab('overview', { from: helpdesk.day(3), to: helpdesk.day(2) }))
  await expect(panel(page, 'Feedback')).toContainText('none in the 2 days before')

  await page.getByRole('group', { name: 'Period and filters' }).getByRole('button', { name: / – / }).click()
  const calendar = page.getByRole('dialog', { name: 'Choose the first and the last day' })
  await calendar.getByRole('button', { name: day }).click()
  await expect(calendar).toContainText('Now choose the last day.')
  await calendar.getByRole('button', { name: day }).click()
  await expect(page).toHaveURL(new RegExp(`from=${helpdesk.day(2)}&to=${helpdesk.day(2)}`))
  await expect(panel(page, 'Feedback')).toContainText('none the day before')
})

test('days without feedback say so, and lead out', async ({ page, helpdesk }) => {
  await helpdesk.post(helpdesk.feedback({ daysAgo: 60 }))
  await page.goto(helpdesk.tab('overview'))
  await expect(page.getByRole('heading', { name: 'No feedback in these days' })).toBeVisible()
  await page.getByRole('button', { name: 'Show the last 90 days' }).click()
  await expect(panel(page, 'Feedback')).toContainText(/^Feedback1/)
})

test('the keyboard alone reaches every tab', { tag: '@desktop' }, async ({ page, helpdesk }) => {
  await helpdesk.post(helpdesk.feedback({ useful: false, agentReply: 'Tomorrow.' }))
  await page.goto(helpdesk.tab('overview'))
  await expect(panel(page, 'Feedback')).toBeVisible()

  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  const tabTo = async (name: string) => {
    const link = page.getByRole('link', { name, exact: true })
    await expect(async () => {
      await page.keyboard.press('Shift+Tab')
      await expect(link).toBeFocused({ timeout: 100 })
    }).toPass()
    await page.keyboard.press('Enter')
    await expect(heading(page, name)).toBeVisible()
    await expect(link).toHaveAttribute('aria-current', 'page')
  }
  await tabTo('Replay')
  await tabTo('Trends')
  await tabTo('Overview')
})

test('colours follow the system until somebody chooses, and the choice stays', async ({ page, helpdesk }) => {
  await helpdesk.post(helpdesk.feedback())
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(helpdesk.tab('overview'))
  const document = page.locator('html')
  await expect(document).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.getByRole('radiogroup', { name: 'Colours' }).getByTitle('Light').click()
  await expect(document).toHaveAttribute('data-mantine-color-scheme', 'light')
  await page.reload()
  await expect(document).toHaveAttribute('data-mantine-color-scheme', 'light')
})

test('a page that isn’t there says so, and leads back', async ({ page }) => {
  await page.goto('/nowhere')
  await expect(heading(page, 'Not found')).toBeVisible()
  await page.getByRole('link', { name: 'Go to the overview' }).click()
  await expect(heading(page, 'Overview')).toBeVisible()
})
