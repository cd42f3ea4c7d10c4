import { expect, panel, test } from './support/test'

test('an agent’s correction is in the next prompt, and where it came from is one click away', async ({
  page,
  helpdesk,
}) => {
  await helpdesk.postAll([
    helpdesk.feedback({
      useful: false,
      message: 'My harpsichord lost its tuning on the way. Write to quill@harp.example',
      aiReply: 'Please tune it.',
      agentReply: 'Our tuner visits you on Friday, free of charge.',
    }),
  ])
  await page.goto(helpdesk.tab('overview'))
  await page.getByRole('link', { name: 'Try a prompt' }).first().click()
  await page.getByLabel('Customer message').fill('the harpsichord you sent is out of tune')
  const examples = panel(page, 'What agents sent in cases like it')
  // Until the message is embedded, seconds after its verdict was posted.
  await expect(async () => {
    await page.getByRole('button', { name: 'Show the prompt' }).click()
    await expect(examples).toContainText('Our tuner visits you on Friday, free of charge.', { timeout: 2_000 })
  }).toPass()
  await expect(examples).toContainText('[EMAIL]')
  await expect(page.getByText('quill@harp.example')).toHaveCount(0)
  await expect(panel(page, 'The prompt, as a chat model gets it')).toContainText(
    'the harpsichord you sent is out of tune',
  )

  await examples
    .getByRole('listitem')
    .filter({ hasText: 'Our tuner visits you on Friday' })
    .first()
    .getByRole('link', { name: /in Replay$/ })
    .click()
  await expect(page.getByRole('article')).toContainText('My harpsichord lost its tuning on the way.')

  await page.getByRole('link', { name: 'Try a prompt for this message' }).click()
  await expect(page.getByLabel('Customer message')).toHaveValue(/harpsichord lost its tuning/)
})
