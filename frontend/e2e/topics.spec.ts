import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, panel, test } from './support/test'
import { MockedTopics } from './support/topics'

const topics = (page: Page) => panel(page, 'Top failed topics')
const rows = (page: Page) => topics(page).getByRole('list', { name: 'Topics by failures' }).getByRole('listitem')

async function expectAccessibleAndFitting(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => ({ id, elements: nodes.map(({ html }) => html) }))).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('topics and override cases are accessible and fit their screen', async ({ page, helpdesk }) => {
      await helpdesk.post(helpdesk.feedback({ useful: false }))
      await MockedTopics.on(page)
      await page.goto(helpdesk.tab('trends'))
      await expect(rows(page)).toHaveCount(7)
      await expect(panel(page, 'Frequent override cases').getByRole('article')).toHaveCount(2)
      await expectAccessibleAndFitting(page)

      await page.getByRole('button', { name: 'Show the whole replies' }).click()
      await page.getByRole('button', { name: 'Correct “Refund delays”' }).click()
      await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible()
      await expectAccessibleAndFitting(page)

      await page.getByRole('menuitem', { name: 'Merge into…' }).click()
      await page.getByRole('combobox').selectOption('Login codes')
      await expect(page.getByRole('dialog')).toContainText('This can’t be undone.')
      await expectAccessibleAndFitting(page)
      await page.keyboard.press('Escape')

      await topics(page).getByRole('button', { name: 'Top failed topics: show as table' }).click()
      await expect(topics(page).getByRole('table')).toBeVisible()
      await expectAccessibleAndFitting(page)
    })

    test('what the topics wait for is accessible too', async ({ page, helpdesk }) => {
      await helpdesk.post(helpdesk.feedback({ useful: false }))
      const mocked = await MockedTopics.on(page)
      mocked.be({ phase: 'LEARNING', messages: 120, waiting: 0 })
      await page.goto(helpdesk.tab('trends'))
      await expect(topics(page)).toContainText('Still learning: 120 of 300 messages')
      await expectAccessibleAndFitting(page)

      mocked.be({ phase: 'READY' })
      await expect(rows(page)).toHaveCount(7)
      await expect(topics(page)).toContainText('1,234 feedbacks wait for their topic.')
    })
  })
}

test('a topic is renamed, merged and hidden where it stands, by keyboard', async ({ page, helpdesk }) => {
  await helpdesk.post(helpdesk.feedback({ useful: false }))
  await MockedTopics.on(page)
  await page.goto(helpdesk.tab('trends'))

  const correct = async (name: string, steps: number) => {
    await page.getByRole('button', { name: `Correct “${name}”` }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible()
    for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowDown')
  }

  await correct('Login codes', 1)
  await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.getByRole('textbox', { name: 'Name' }).fill('Codes that never arrive')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Codes that never arrive' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Correct “Codes that never arrive”' })).toBeFocused()

  await correct('Invoice address', 2)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.getByRole('combobox').selectOption('Codes that never arrive')
  await page.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(rows(page)).toHaveCount(6)

  await correct('Cancel an order', 3)
  await page.keyboard.press('Enter')
  await expect(rows(page)).toHaveCount(5)
  await topics(page).getByRole('button', { name: '1 hidden topic' }).click()
  await topics(page).getByRole('button', { name: 'Show again: Cancel an order' }).click()
  await expect(rows(page)).toHaveCount(6)
})

test('a topic leads to Replay and stays as a filter from tab to tab', async ({ page, helpdesk }) => {
  await helpdesk.post(helpdesk.feedback({ useful: false }))
  await MockedTopics.on(page)
  // The topic is made up, so the backend knows no feedback in it.
  await page.route(/\/api\/feedback\?/, (route) => route.fulfill({ json: { items: [], nextCursor: null } }))
  await page.goto(helpdesk.tab('trends'))
  await topics(page).getByRole('link', { name: 'Refund delays' }).click()
  await expect(page.getByRole('group', { name: 'Topic', exact: true })).toContainText(
    'Only feedback in “Refund delays”',
  )
  await expect(page).toHaveURL(/topic=01930000-0000-7000-8000-000000001000/)
  await expect(page).toHaveURL(/useful=false/)

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Trends' }).click()
  await expect(page).toHaveURL(/\/trends\?.*topic=01930000-0000-7000-8000-000000001000/)
  await expect(page.getByRole('button', { name: 'Topic: Refund delays' })).toBeVisible()
})
