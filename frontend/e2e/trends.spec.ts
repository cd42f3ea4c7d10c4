import type { Page } from '@playwright/test'
import type { Helpdesk } from './support/helpdesk'
import { expect, panel, test } from './support/test'

const LATE = 'Your parcel is on its way.'
const REFUND = 'Refunds take 30 days.'
const LOGIN = 'Please restart your phone.'

/** LATE is rejected three times, REFUND twice, LOGIN once without an override. */
async function postRejections(helpdesk: Helpdesk) {
  const rejected = (changes: Parameters<Helpdesk['feedback']>[0]) =>
    helpdesk.feedback({ useful: false, model: 'atlas', reason: 'INCORRECT', ...changes })
  await helpdesk.postAll([
    rejected({ daysAgo: 6, message: 'Parcel?', aiReply: LATE, agentReply: 'It is lost; we send another.' }),
    rejected({ daysAgo: 4, message: 'Where is my parcel?', aiReply: LATE, agentReply: 'It comes tomorrow.' }),
    rejected({ daysAgo: 3, message: 'Still no parcel', aiReply: LATE }),
    rejected({ daysAgo: 2, message: 'My refund?', aiReply: REFUND, agentReply: 'You have it today.', reason: 'TONE' }),
    rejected({ daysAgo: 5, message: 'Refund please', aiReply: REFUND }),
    rejected({ daysAgo: 1, message: 'App crashes', aiReply: LOGIN, reason: null, model: 'borealis' }),
    ...Array.from({ length: 4 }, () => helpdesk.feedback({ daysAgo: 1, model: 'borealis' })),
  ])
}

const table = (page: Page) => page.getByRole('table', { name: 'Most Rejected Replies' })
const toggles = (page: Page) => table(page).getByRole('button', { name: /^Full texts of/ })
const NAMES = { late: 'Full texts of “Where is my parcel?”', refund: 'Full texts of “My refund?”' } as const
const order = async (page: Page) =>
  toggles(page).evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')))

test('reasons, channels and models carry their figures', async ({ page, helpdesk }) => {
  await postRejections(helpdesk)
  await page.goto(helpdesk.tab('trends'))

  const reasons = panel(page, 'Why replies are rejected')
  await expect(reasons).toContainText('“Incorrect” is the most frequent reason: 66.7% of 6 rejections.')
  await expect(reasons.getByRole('listitem')).toContainText([
    'Incorrect66.7%4 rejections, 2 overridden',
    /^(Wrong tone|No reason)16.7%1 rejection,/,
    /^(Wrong tone|No reason)16.7%1 rejection,/,
  ])
  await expect(panel(page, 'Usefulness by model').getByRole('listitem')).toContainText([
    'atlas0.0%0 of 5 useful',
    'borealis80.0%4 of 5 useful',
  ])
  await expect(panel(page, 'Usefulness by channel').getByRole('listitem')).toContainText(['40.0%4 of 10 useful'])

  await reasons.getByRole('link', { name: 'Wrong tone' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Replay' })).toBeVisible()
  await expect(page.getByRole('list', { name: 'Feedback, newest first' }).getByRole('listitem')).toContainText([
    'My refund?',
  ])
})

test('the most rejected replies come with what the agent sent the last time', async ({ page, helpdesk }) => {
  await postRejections(helpdesk)
  await page.goto(helpdesk.tab('trends'))
  await expect(toggles(page)).toHaveCount(3)
  expect(await order(page)).toEqual([NAMES.late, NAMES.refund, 'Full texts of “App crashes”'])

  // The latest rejection of LATE had no override, so the latest that had one speaks for it.
  await expect(table(page)).toContainText('It comes tomorrow.')
  await expect(table(page)).not.toContainText('It is lost; we send another.')
  await expect(table(page)).toContainText('None sent')
})

test('the table sorts by its headers', { tag: '@desktop' }, async ({ page, helpdesk }) => {
  await postRejections(helpdesk)
  await page.goto(helpdesk.tab('trends'))
  await table(page).getByRole('button', { name: 'Last' }).click()
  await expect(table(page).getByRole('columnheader', { name: 'Last' })).toHaveAttribute('aria-sort', 'descending')
  expect(await order(page)).toEqual(['Full texts of “App crashes”', expect.any(String), expect.any(String)])

  await table(page).getByRole('button', { name: 'AI Reply' }).click()
  await expect(table(page).getByRole('columnheader', { name: 'AI Reply' })).toHaveAttribute('aria-sort', 'ascending')
  expect(await order(page)).toEqual(['Full texts of “App crashes”', NAMES.refund, NAMES.late])
})

test('on a phone the table sorts by a choice', { tag: '@phone' }, async ({ page, helpdesk }) => {
  await postRejections(helpdesk)
  await page.goto(helpdesk.tab('trends'))
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('AI Reply')
  await page.getByRole('button', { name: 'Ascending: turn round' }).click()
  await expect(page.getByRole('button', { name: 'Descending: turn round' })).toBeVisible()
  expect(await order(page)).toEqual([NAMES.late, NAMES.refund, 'Full texts of “App crashes”'])
})

test('a row opens to its full texts and leads to Replay, filtered by that reply', async ({ page, helpdesk }) => {
  await postRejections(helpdesk)
  await page.goto(helpdesk.tab('trends'))
  const toggle = table(page).getByRole('button', { name: NAMES.late })
  await toggle.click()
  await expect(toggle).toHaveAttribute('aria-expanded', 'true')
  await expect(table(page).getByRole('definition')).toHaveText(['Where is my parcel?', LATE, 'It comes tomorrow.'])

  await table(page).getByRole('link', { name: 'See all 3 in Replay' }).click()
  await expect(page.getByRole('group', { name: 'One AI reply' })).toContainText(LATE)
  const rows = page.getByRole('list', { name: 'Feedback, newest first' }).getByRole('listitem')
  await expect(rows).toContainText(['Still no parcel', 'Where is my parcel?', 'Parcel?'])

  await page.getByRole('button', { name: 'Show feedback on every AI reply' }).click()
  await expect(rows).toHaveCount(6)
})
