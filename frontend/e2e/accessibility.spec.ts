import type { Page } from '@playwright/test'
import { expectAccessibleAndFitting } from './support/accessible'
import type { Helpdesk } from './support/helpdesk'
import { expect, panel, test } from './support/test'

/** Every kind of text that is hard to fit: long, unbroken, from right to left. */
async function postHardTexts(helpdesk: Helpdesk) {
  const unbroken = 'W'.repeat(400)
  await helpdesk.postAll([
    helpdesk.feedback({
      useful: false,
      message: unbroken,
      aiReply: unbroken,
      agentReply: `${unbroken}!`,
      model: 'm'.repeat(100),
      agentId: 'a'.repeat(100),
      reason: 'TONE',
    }),
    helpdesk.feedback({
      useful: false,
      message: 'שלום, איפה החבילה שלי?',
      agentReply: 'It comes tomorrow.',
      reason: 'INCORRECT',
      comment: unbroken,
    }),
    helpdesk.feedback({ useful: false, daysAgo: 2, message: 'Where is it? '.repeat(100) }),
    ...Array.from({ length: 8 }, (_, at) => helpdesk.feedback({ daysAgo: at + 1, model: 'atlas' })),
    ...Array.from({ length: 8 }, (_, at) => helpdesk.feedback({ daysAgo: at + 31, useful: at > 2, model: 'atlas' })),
  ])
}

/** As if the texts had found a topic of their own, which hangs on what else there is. */
async function showTopicWithEndlessName(page: Page) {
  await page.route('**/api/feedback/analytics/topics?*', async (route) => {
    const response = await route.fetch()
    const answer = (await response.json()) as { items: object[]; other: object; all: object; progress: object }
    const topic = {
      ...answer.other,
      id: '01930000-0000-7000-8000-000000001001',
      name: 'W'.repeat(60),
      namedByPerson: false,
      foundAt: '2026-11-23T10:00:00Z',
      isNew: true,
      typicalMessage: { messageId: '01930000-0000-7000-8000-00000000a001', message: 'W'.repeat(400) },
      ...{ total: 9, usefulCount: 4, notUsefulCount: 5, overriddenCount: 2 },
    }
    await route.fulfill({
      response,
      json: { ...answer, items: [topic, ...answer.items], progress: { ...answer.progress, phase: 'READY' } },
    })
  })
}

// What a page asks for behind a test's back may still be on its way at its end.
test.afterEach(({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }))

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('the overview is accessible and fits its screen', async ({ page, helpdesk }) => {
      await postHardTexts(helpdesk)
      await page.goto(helpdesk.tab('overview'))
      await expect(panel(page, 'Verdicts')).toBeVisible()
      await expectAccessibleAndFitting(page)

      await page.getByRole('button', { name: 'Usefulness, day by day: show as table' }).click()
      await page.getByRole('button', { name: 'Model' }).click()
      await expect(page.getByRole('checkbox', { name: 'atlas' })).toBeVisible()
      await expectAccessibleAndFitting(page)
    })

    test('a prompt is accessible and fits its screen', async ({ page }) => {
      const unbroken = 'W'.repeat(400)
      await page.route('**/api/prompts', (route) =>
        route.fulfill({
          json: {
            promptId: null,
            messages: [
              { role: 'system', content: `Examples follow. ${unbroken}` },
              { role: 'user', content: 'שלום, איפה החבילה שלי?' },
              { role: 'assistant', content: unbroken },
              { role: 'user', content: unbroken },
            ],
            examples: [
              {
                feedbackId: '01930000-0000-7000-8000-000000000001',
                message: 'שלום, איפה החבילה שלי?',
                reply: unbroken,
                kind: 'OVERRIDE',
                trust: 'AGREED',
                similarity: 0.91,
              },
            ],
            foundBy: 'MEANING',
            heldOut: false,
            waiting: 12,
          },
        }),
      )
      await page.goto('/prompt')
      await page.getByLabel('Customer message').fill(unbroken)
      await expectAccessibleAndFitting(page)
      await page.getByRole('button', { name: 'Show the prompt' }).click()
      await expect(panel(page, 'What agents sent in cases like it')).toBeVisible()
      await expectAccessibleAndFitting(page)
    })

    test('the calendar is accessible and fits its screen', async ({ page, helpdesk }) => {
      await postHardTexts(helpdesk)
      await page.goto(helpdesk.tab('overview'))
      await page.getByRole('group', { name: 'Period and filters' }).getByRole('button', { name: / – / }).click()
      await expect(page.getByRole('dialog', { name: 'Choose the first and the last day' })).toBeVisible()
      await expectAccessibleAndFitting(page)
    })

    test('trends is accessible and fits its screen', async ({ page, helpdesk }) => {
      await postHardTexts(helpdesk)
      await showTopicWithEndlessName(page)
      await page.goto(helpdesk.tab('trends'))
      await expect(panel(page, 'Usefulness by model').getByRole('listitem').first()).toBeVisible()
      // Until all panels are there, the page changes its height under what is clicked.
      await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0)
      for (const toggle of await page.getByRole('button', { name: /^Full texts of/ }).all()) {
        await toggle.click()
      }
      await expectAccessibleAndFitting(page)
    })

    test('replay is accessible and fits its screen', async ({ page, helpdesk }) => {
      await postHardTexts(helpdesk)
      await page.goto(helpdesk.tab('replay', { q: 'W' }))
      const rows = page.getByRole('list', { name: 'Feedback, newest first' }).getByRole('listitem')
      await expect(rows.first()).toBeVisible()
      await expectAccessibleAndFitting(page)

      await rows.first().getByRole('button').click()
      await expect(page.getByRole('article').getByRole('group', { name: 'Training prompt' })).toBeVisible()
      await page.getByRole('radiogroup', { name: 'How to compare the replies' }).getByText('Combined').click()
      await expectAccessibleAndFitting(page)
    })

    test('what is empty or fails is accessible too', async ({ page, helpdesk }) => {
      await page.goto(helpdesk.tab('replay', { useful: 'all' }))
      await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
      await expectAccessibleAndFitting(page)

      await page.goto(helpdesk.tab('trends', { from: '2020-01-01', to: helpdesk.day(0) }))
      await expect(page.getByRole('alert')).toContainText('must not be more than 3 years before to')
      await expectAccessibleAndFitting(page)
    })
  })
}
