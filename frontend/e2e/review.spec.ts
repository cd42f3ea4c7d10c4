import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expectAccessibleAndFitting } from './support/accessible'
import { expect, test } from './support/test'

const message = (page: Page) => page.getByRole('region', { name: 'Customer message' })

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('reviewing and exporting are accessible and fit their screen', async ({ page, helpdesk }) => {
      await helpdesk.post(helpdesk.feedback({ useful: false, agentReply: 'It is on its way to you.' }))
      await page.goto(helpdesk.tab('review'))
      await expect(message(page)).toBeVisible()
      const taught = page.getByRole('region', { name: 'What is taught in like cases' })
      await expect(taught.getByText(/^(Nothing yet|Nearness)/).first()).toBeVisible()
      await expectAccessibleAndFitting(page)
      await page.getByRole('button', { name: 'Edit the reply' }).click()
      await expectAccessibleAndFitting(page)
      await page.getByRole('button', { name: 'Cancel' }).click()
      await page.getByRole('button', { name: 'Approve' }).click()
      await expect(page.getByText('Nothing is left to review')).toBeVisible()
      await expectAccessibleAndFitting(page)
      await page.getByRole('button', { name: 'Export', exact: true }).click()
      await expect(page.getByText('1 row from 1 training prompt')).toBeVisible()
      await expectAccessibleAndFitting(page)
    })
  })
}

test('from the queue to a training file, by the screen alone', async ({ page, helpdesk }) => {
  await helpdesk.postAll([
    helpdesk.feedback({
      useful: false,
      message: 'Where is the red one?',
      agentReply: 'The red one is on its way to you.',
    }),
    helpdesk.feedback({
      useful: false,
      message: 'Where is the blue one?',
      agentReply: 'The blue one is on its way to you.',
    }),
    helpdesk.feedback({
      useful: false,
      message: 'Where is the green one?',
      agentReply: 'The green one is on its way to you.',
    }),
  ])
  await page.goto(helpdesk.tab('replay'))
  await page.getByRole('link', { name: 'Review', exact: true }).click()
  await expect(page.getByText('3 training prompts left · ', { exact: false })).toBeVisible()

  const excluded = await message(page).innerText()
  await page.getByRole('button', { name: 'Exclude' }).click()
  await expect(message(page)).not.toHaveText(excluded, { useInnerText: true })
  const edited = await message(page).innerText()
  await page.getByRole('button', { name: 'Edit the reply' }).click()
  await page.getByRole('textbox', { name: 'The reply that is taught' }).fill('In the words of the reviewer.')
  await page.getByRole('button', { name: 'Approve with this reply' }).click()
  await expect(message(page)).not.toHaveText(edited, { useInnerText: true })
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText('Nothing is left to review')).toBeVisible()

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(message(page)).toBeVisible()
  await page.getByRole('button', { name: 'Approve' }).click()
  await expect(page.getByText('Nothing is left to review')).toBeVisible()

  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('radio', { name: /DPO/ }).check()
  await expect(page.getByText('2 rows from 2 training prompts')).toBeVisible()
  await expect(page.getByText('1 (excluded by a reviewer)', { exact: false })).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('replyloop-trl-dpo.jsonl')
  const rows = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n')
  expect(rows).toHaveLength(2)
  expect(rows.join()).toContain('In the words of the reviewer.')
  await expect(page.getByText('2 rows saved.')).toBeVisible()
})

test(
  'two reviewers go through one queue, and none is seen twice',
  { tag: '@desktop' },
  async ({ browser, helpdesk }) => {
    const count = 20
    await helpdesk.postAll(
      Array.from({ length: count }, (_, number) =>
        helpdesk.feedback({
          useful: false,
          message: `Question ${String(number)}`,
          agentReply: `Answer ${String(number)}`,
        }),
      ),
    )
    const seen: string[] = []
    await Promise.all(
      [0, 1].map(async () => {
        const page = await (await browser.newContext()).newPage()
        await page.goto(helpdesk.tab('review'))
        const over = page.getByRole('heading', { name: /^(Nothing is left|The rest is before)/ })
        await expect(message(page).or(over)).toBeVisible()
        while (await message(page).isVisible()) {
          const text = await message(page).innerText()
          seen.push(text)
          await page.keyboard.press('a')
          await expect(
            message(page)
              .filter({ hasNotText: new RegExp(`${text.split('\n').at(-1) ?? ''}$`) })
              .or(over),
          ).toBeVisible()
        }
        await page.close()
      }),
    )
    expect(new Set(seen)).toHaveProperty('size', count)
    expect(seen).toHaveLength(count)
  },
)
