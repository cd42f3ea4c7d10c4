import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expectAccessibleAndFitting } from './support/accessible'
import { LEARNED } from './support/matters'
import { expect, panel, test } from './support/test'

const topics = (page: Page) => panel(page, 'Most rejected topics')
const rows = (page: Page) => topics(page).getByRole('list', { name: 'Topics by rejections' }).getByRole('listitem')
const topic = (page: Page, name: string) => rows(page).getByRole('link', { name, exact: true })
const corrections = (page: Page, name: string) => page.getByRole('button', { name: `Correct “${name}”`, exact: true })

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('topics and override cases are accessible and fit their screen', async ({ page, helpdesk }) => {
      const widest = await helpdesk.topicAbout(LEARNED, 'subscription')
      await helpdesk.renameTopic(widest, randomUUID().replaceAll('-', 'W').repeat(2))
      await page.goto(helpdesk.tab('trends', { channel: LEARNED }))
      await expect(rows(page).nth(3)).toBeVisible()
      await expect(panel(page, 'Frequent override cases').getByRole('article').first()).toBeVisible()
      await expectAccessibleAndFitting(page)

      await topics(page)
        .getByRole('button', { name: /^Correct “/ })
        .first()
        .click()
      await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible()
      await expectAccessibleAndFitting(page)

      await page.getByRole('menuitem', { name: 'Merge into…' }).click()
      await page.getByRole('dialog').getByRole('combobox').selectOption({ index: 1 })
      await expect(page.getByRole('dialog')).toContainText('This can’t be undone.')
      await expectAccessibleAndFitting(page)
      await page.keyboard.press('Escape')

      await topics(page)
        .getByRole('button', { name: /^Correct “/ })
        .first()
        .click()
      await page.getByRole('menuitem', { name: 'Split off a message…' }).click()
      await page.getByRole('dialog').getByRole('radio').nth(1).check()
      await expectAccessibleAndFitting(page)
      await page.keyboard.press('Escape')

      await topics(page).getByRole('button', { name: 'Most rejected topics: show as table' }).click()
      await expect(topics(page).getByRole('table')).toBeVisible()
      await expectAccessibleAndFitting(page)
    })
  })
}

test('a topic is renamed, merged, split and hidden where it stands, by keyboard @desktop', async ({
  page,
  helpdesk,
}) => {
  // A regrouping would give them other names meanwhile: it leaves those that people gave. And of topics that fail equally
  // often the first in the alphabet are sure to be shown.
  const named = async (about: string, name: string) => {
    const topicName = `A ${name} topic ${randomUUID()}`
    await helpdesk.renameTopic(await helpdesk.topicAbout(LEARNED, about), topicName)
    return topicName
  }
  const renamed = await named('refund', 'renamed')
  const merged = await named('password', 'merged')
  const hidden = await named('card', 'hidden')
  const ours = `A topic of ours ${randomUUID()}`
  const own = `A topic of its own ${randomUUID()}`
  await page.goto(helpdesk.tab('trends', { channel: LEARNED }))

  const correct = async (name: string, steps: number) => {
    await corrections(page, name).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeFocused()
    for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowDown')
  }

  await correct(renamed, 0)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await page.getByRole('textbox', { name: 'Name' }).fill(ours)
  await page.keyboard.press('Enter')
  await expect(topic(page, ours)).toBeVisible()
  await expect(corrections(page, ours)).toBeFocused()

  await correct(merged, 1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.getByRole('combobox').selectOption(ours)
  await page.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(topic(page, merged)).toHaveCount(0)
  await expect(topic(page, ours)).toBeVisible()

  // The list is drawn anew after the merge, and takes a menu with it that was opened before.
  await expect(async () => {
    await correct(ours, 2)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByRole('radio').first()).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 30_000 })
  await page.getByRole('dialog').getByRole('radio').first().focus()
  await page.keyboard.press('Space')
  await page.getByRole('textbox', { name: 'Name of the new topic' }).fill(own)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`The message is in “${own}” now.`)).toBeAttached()
  await expect(corrections(page, ours)).toBeFocused()
  // Not asked by channel: the newest message may be another test's.
  expect(await helpdesk.topicNames()).toContain(own)

  await correct(hidden, 3)
  await page.keyboard.press('Enter')
  await expect(topic(page, hidden)).toHaveCount(0)
  await topics(page)
    .getByRole('button', { name: /hidden topic/ })
    .click()
  await topics(page)
    .getByRole('button', { name: `Show again: ${hidden}`, exact: true })
    .click()
  await expect(topic(page, hidden)).toBeVisible()
})

test('a topic leads to Replay and stays as a filter from tab to tab', async ({ page, helpdesk }) => {
  const id = await helpdesk.topicAbout(LEARNED, 'crashes')
  await page.goto(helpdesk.tab('trends', { channel: LEARNED }))
  const link = rows(page).locator(`a[href*="topic=${id}"]`)
  const name = (await link.textContent()) ?? ''
  await link.click()
  await expect(page.getByRole('group', { name: 'Topic', exact: true })).toContainText(`Only feedback in “${name}”`)
  await expect(page).toHaveURL(new RegExp(`topic=${id}`))
  await expect(page).toHaveURL(/useful=false/)
  await expect(page.getByText(/Please see our help page/).first()).toBeVisible()

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Trends' }).click()
  await expect(page).toHaveURL(new RegExp(`/trends\\?.*topic=${id}`))
  await expect(page.getByRole('button', { name: `Topic: ${name}` })).toBeVisible()
})
