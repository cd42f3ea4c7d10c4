import { expect, test } from './support/test'

test('Swagger UI posts its own example as it stands', { tag: '@desktop' }, async ({ page }) => {
  await page.goto('/q/swagger-ui/')
  await expect(page.getByRole('heading', { name: /^ReplyLoop API/ })).toBeVisible()
  await page.getByText('Post one verdict', { exact: true }).click()
  await page.getByRole('button', { name: 'Try it out' }).click()
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/feedback'))
  await page.getByRole('button', { name: 'Execute' }).click()
  const answer = await answered
  // New the first time, unchanged ever after.
  expect([200, 201]).toContain(answer.status())
  expect(await answer.json()).toMatchObject({ outcome: expect.stringMatching(/^(CREATED|UNCHANGED)$/) })
  await expect(page.getByRole('table').filter({ hasText: 'trainingPromptId' }).first()).toBeVisible()
})
