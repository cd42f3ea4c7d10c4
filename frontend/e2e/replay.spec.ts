import type { Page } from '@playwright/test'
import type { Helpdesk } from './support/helpdesk'
import { expect, test } from './support/test'

const list = (page: Page) => page.getByRole('list', { name: 'Feedback, newest first' })
const rows = (page: Page) => list(page).getByRole('listitem')
const row = (page: Page, message: string) => list(page).getByRole('button', { name: message })
const open = (page: Page) => page.getByRole('article')

/** Rejections, the newest first: "Question 1" is the newest. */
async function postQuestions(helpdesk: Helpdesk, count: number) {
  const now = Date.now()
  await helpdesk.postAll(
    Array.from({ length: count }, (_, at) =>
      helpdesk.feedback({
        useful: false,
        message: `Question ${at + 1}.`,
        aiReply: `Suggestion ${at + 1}.`,
        agentReply: `Answer ${at + 1}.`,
        occurredAt: new Date(now - (at + 1) * 60_000).toISOString(),
      }),
    ),
  )
}

test('lists every rejection once, newest first, however long the list', async ({ page, helpdesk }) => {
  await postQuestions(helpdesk, 120)
  await helpdesk.post(helpdesk.feedback({ message: 'A useful reply' }))
  await page.goto(helpdesk.tab('replay'))
  await expect(rows(page).first()).toContainText('Question 1.')

  // Collects what is drawn and goes on from its last row, in one step: so no row can be passed unseen.
  const seen = new Map<number, string>()
  await expect(async () => {
    const drawn = await rows(page).evaluateAll((items) => {
      items.at(-1)?.scrollIntoView({ block: 'center' })
      return items.map(
        (item) => [Number(item.ariaPosInSet), /Question (\d+)\./.exec(item.textContent)?.[1] ?? ''] as const,
      )
    })
    for (const [place, question] of drawn) seen.set(place, question)
    expect(seen.size).toBe(120)
  }).toPass({ intervals: [50] })
  expect([...seen].filter(([place, question]) => question !== String(place))).toEqual([])
  await expect(page.getByText('That was all: 120 verdicts.')).toBeVisible()
})

test('a verdict is taken back, unless that is undone', async ({ page, helpdesk }) => {
  await postQuestions(helpdesk, 2)
  await page.goto(helpdesk.tab('replay'))
  await row(page, 'Question 1.').click()
  const takeBack = page.getByRole('button', { name: 'Take this verdict back' })

  await takeBack.click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('is being taken back')).toBeHidden()

  const deleted = page.waitForResponse((response) => response.request().method() === 'DELETE', { timeout: 15_000 })
  await takeBack.click()
  expect((await deleted).status()).toBe(204)
  await page.goto(helpdesk.tab('replay'))
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page).first()).toContainText('Question 2.')
})

test('finds a text in message, AI reply and agent reply, whatever its case', async ({ page, helpdesk }) => {
  await helpdesk.postAll([
    helpdesk.feedback({ useful: false, message: 'Is the ZEBRA lamp in stock?' }),
    helpdesk.feedback({ useful: false, message: 'Lamp?', aiReply: 'The zebra lamp is sold out.' }),
    helpdesk.feedback({ useful: false, message: 'Which lamp?', agentReply: 'Take the Zebra.' }),
    helpdesk.feedback({ useful: false, message: 'No striped animal here' }),
  ])
  await page.goto(helpdesk.tab('replay'))
  await expect(rows(page)).toHaveCount(4)

  await page.getByRole('searchbox', { name: 'Search messages and replies' }).fill('zEbRa')
  await expect(rows(page)).toHaveCount(3)
  await expect(page).toHaveURL(/q=zEbRa/)
  await expect(list(page).locator('mark')).toHaveText(['Zebra', 'zebra', 'ZEBRA'])

  await page.getByRole('searchbox').fill('giraffe')
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await expect(rows(page)).toHaveCount(4)
})

test('shows what the agent changed word by word, and the training prompt', async ({ page, helpdesk }) => {
  const { id } = await helpdesk.post(
    helpdesk.feedback({
      useful: false,
      message: 'How long do refunds take?',
      aiReply: 'Refunds take 14 days.',
      agentReply: 'Refunds take 30 days.',
      reason: 'OUTDATED',
      model: 'atlas',
      comment: 'Changed in spring',
    }),
  )
  await page.goto(`/replay?feedbackId=${id}`)
  const text = open(page)
  await expect(text.getByText('Words: 3 kept, 1 removed, 1 added')).toBeVisible()
  await expect(text.getByRole('region', { name: 'AI reply' }).getByRole('deletion')).toContainText('14')
  await expect(text.getByRole('region', { name: 'Agent reply' }).getByRole('insertion')).toContainText('30')
  await expect(text.getByRole('definition')).toHaveText(['Outdated', helpdesk.channel, 'atlas'])
  await expect(text).toContainText('Changed in spring')

  const prompt = text.getByRole('group', { name: 'Training prompt' })
  await expect(prompt).toHaveText(
    'Customer Message:\nHow long do refunds take?\n\nAI Suggested Reply:\nRefunds take 14 days.\n\n' +
      'Was this useful? → ❌ No\n\nAgent replied with:\nRefunds take 30 days.\n----\n' +
      'Use this to learn how to improve the AI next time.',
  )
  await expect(text).toContainText('Rating 0')
})

test('walks the list by j, k and arrow keys', { tag: '@desktop' }, async ({ page, helpdesk }) => {
  await postQuestions(helpdesk, 60)
  await page.goto(helpdesk.tab('replay'))
  await expect(open(page)).toContainText('Question 1.')

  await page.keyboard.press('j')
  await expect(open(page)).toContainText('Question 2.')
  await expect(row(page, 'Question 2.')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(open(page)).toContainText('Question 3.')
  await page.keyboard.press('ArrowRight')
  await expect(open(page)).toContainText('Question 4.')
  await page.keyboard.press('k')
  await expect(open(page)).toContainText('Question 3.')
  await page.keyboard.press('ArrowUp')
  await expect(open(page)).toContainText('Question 2.')

  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 2, name: /^Rejected/ })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(row(page, 'Question 2.')).toBeFocused()

  // Past the end of the first page of fifty.
  for (let question = 3; question <= 52; question++) {
    await page.keyboard.press('j')
    await expect(open(page)).toContainText(`Question ${question}.`)
  }
  await expect(row(page, 'Question 52.')).toBeFocused()
  await expect(row(page, 'Question 52.')).toBeInViewport()

  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
})

test('a link opens its feedback, in the list or not', { tag: '@desktop' }, async ({ page, helpdesk }) => {
  await postQuestions(helpdesk, 3)
  const { id } = await helpdesk.post(helpdesk.feedback({ message: 'A happy customer' }))
  await page.goto(helpdesk.tab('replay', { feedbackId: id }))
  await expect(open(page)).toContainText('A happy customer')
  await expect(open(page)).toContainText('it isn’t in the list with these filters')
  await expect(rows(page)).toHaveCount(3)

  await row(page, 'Question 2.').click()
  await expect(open(page)).toContainText('Question 2.')
  await page.reload()
  await expect(open(page)).toContainText('Question 2.')
  await expect(row(page, 'Question 2.')).toHaveAttribute('aria-current', 'true')
})

test(
  'on a phone a feedback opens in full, and the way back finds its row',
  { tag: '@phone' },
  async ({ page, helpdesk }) => {
    await postQuestions(helpdesk, 30)
    await page.goto(helpdesk.tab('replay'))
    // Row by row, as a thumb does: what is far away isn't drawn yet.
    await row(page, 'Question 6.').scrollIntoViewIfNeeded()
    await row(page, 'Question 8.').tap()
    await expect(open(page)).toContainText('Question 8.')
    await expect(list(page)).toBeHidden()
    await page.getByRole('button', { name: 'Next feedback' }).tap()
    await expect(open(page)).toContainText('Question 9.')

    await page.getByRole('button', { name: 'Back to the list' }).tap()
    await expect(row(page, 'Question 9.')).toBeFocused()
    await expect(row(page, 'Question 9.')).toBeInViewport()

    await row(page, 'Question 10.').tap()
    await expect(open(page)).toContainText('Question 10.')
    await page.goBack()
    await expect(row(page, 'Question 10.')).toBeInViewport()
    await expect(page).not.toHaveURL(/feedbackId/)
  },
)

test('a changed verdict moves when the list is asked again', async ({ page, helpdesk }) => {
  const verdict = helpdesk.feedback({ useful: false, message: 'Changed my mind' })
  await helpdesk.postAll([verdict, helpdesk.feedback({ useful: false, message: 'Stays wrong' })])
  await page.goto(helpdesk.tab('replay'))
  await expect(rows(page)).toHaveCount(2)

  await helpdesk.post({ ...verdict, useful: true })
  await page.getByRole('button', { name: 'Refresh the list' }).click()
  await expect(rows(page)).toHaveCount(1)
  await expect(rows(page)).toContainText(['Stays wrong'])
  await page.getByRole('radiogroup', { name: 'Which verdicts to show' }).getByText('Useful', { exact: true }).click()
  await expect(rows(page)).toContainText(['Changed my mind'])
})

test('the link to an erased feedback says that it is gone', async ({ page, helpdesk }) => {
  const { id, messageId } = await helpdesk.post(helpdesk.feedback({ useful: false }))
  await helpdesk.erase(messageId)
  await page.goto(helpdesk.tab('replay', { feedbackId: id }))
  await expect(page.getByText('There is nothing here')).toBeVisible()
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
})

test('texts are shown as they were written, never as markup', async ({ page, helpdesk }) => {
  const message = '<img src=x onerror="document.title=1"> <b>bold</b> & שלום 👩‍👩‍👧'
  const { id } = await helpdesk.post(helpdesk.feedback({ useful: false, message }))
  await page.goto(`/replay?feedbackId=${id}`)
  await expect(open(page).getByRole('region', { name: 'Customer message' })).toContainText(message)
  await expect(open(page).getByRole('img')).toHaveCount(0)
  await expect(page).toHaveTitle('Replay · ReplyLoop')
})
