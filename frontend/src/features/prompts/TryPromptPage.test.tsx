import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test, vi } from 'vitest'
import { feedbackDetail, learnedPrompt } from '@/testing/fixtures'
import { answer, refuse } from '@/testing/handlers'
import { renderApp } from '@/testing/render'
import { server } from '@/testing/server'
import { asCurl } from './model'

/** Answers every prompt with this, and remembers what was asked. */
function answersPrompts(prompt = learnedPrompt()) {
  const asked: unknown[] = []
  server.use(
    http.post('*/api/prompts', async ({ request }) => {
      asked.push(await request.json())
      return HttpResponse.json(prompt)
    }),
  )
  return asked
}

test('shows the examples with their source, and the prompt as it would be sent', async () => {
  const asked = answersPrompts()
  const { user, url } = renderApp('/overview')
  await user.click(await screen.findByRole('link', { name: 'Try a prompt' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Try a prompt' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Show the prompt' })).toBeDisabled()

  await user.type(screen.getByLabelText('Customer message'), 'My refund is late')
  await user.click(screen.getByRole('button', { name: 'Show the prompt' }))
  const examples = await screen.findByRole('region', { name: 'What agents sent in cases like it' })
  expect(examples).toHaveTextContent('1 example, found by their meaning.')
  expect(examples).toHaveTextContent('Nearness 0.91')
  expect(examples).toHaveTextContent('agents agree')
  expect(examples).toHaveTextContent('An agent sent this insteadI have sent your refund today.')
  expect(screen.getByRole('region', { name: 'The prompt, as a chat model gets it' })).toHaveTextContent(
    'My refund is late',
  )
  expect(asked).toEqual([{ message: 'My refund is late', preview: true }])

  await user.click(within(examples).getByRole('link', { name: 'Example 1 in Replay' }))
  await waitFor(() => {
    expect(url()).toContain('/replay?feedbackId=01930000-0000-7000-8000-000000000001&useful=all')
  })
})

test('copies the prompt as JSON and as the call that gets it', async () => {
  answersPrompts()
  const { user } = renderApp('/prompt')
  const written = vi.spyOn(navigator.clipboard, 'writeText')
  await user.type(await screen.findByLabelText('Customer message'), "It's late")
  await user.click(screen.getByRole('button', { name: 'Show the prompt' }))
  await user.click(await screen.findByRole('button', { name: 'Copy as JSON' }))
  expect(JSON.parse(written.mock.lastCall?.[0] ?? '')).toEqual({ messages: learnedPrompt().messages })
  await user.click(screen.getByRole('button', { name: 'Copy as curl' }))
  expect(written).toHaveBeenLastCalledWith(asCurl("It's late", window.location.origin))
})

test('writes a command that a shell takes, quotes and all', () => {
  expect(asCurl("It's “late”", 'http://x')).toBe(
    `curl http://x/api/prompts \\\n  -H 'Content-Type: application/json' \\\n  -d '{\n  "message": "It'\\''s “late”"\n}'`,
  )
})

test('begins with the message of a feedback, whose own verdict is no example', async () => {
  server.use(answer('/api/feedback/{id}', feedbackDetail({ written: 'Where is it?' })))
  const asked = answersPrompts()
  const { user } = renderApp(`/prompt?feedbackId=${feedbackDetail().id}`)
  expect(await screen.findByLabelText('Customer message')).toHaveValue('Where is it?')
  await user.click(screen.getByRole('button', { name: 'Show the prompt' }))
  await screen.findByRole('region', { name: 'What agents sent in cases like it' })
  await user.type(screen.getByLabelText('Customer message'), ' Hurry')
  await user.click(screen.getByRole('button', { name: 'Show the prompt' }))
  await waitFor(() => {
    expect(asked).toEqual([
      { message: 'Where is it?', messageId: feedbackDetail().messageId, preview: true },
      { message: 'Where is it? Hurry', preview: true },
    ])
  })
})

test('says where there is no example, what found it, and what still waits', async () => {
  answersPrompts(learnedPrompt({ examples: [], foundBy: 'WORDS', waiting: 1_200 }))
  const { user } = renderApp('/prompt')
  await user.type(await screen.findByLabelText('Customer message'), 'x')
  await user.click(screen.getByRole('button', { name: 'Show the prompt' }))
  const examples = await screen.findByRole('region', { name: 'What agents sent in cases like it' })
  expect(examples).toHaveTextContent('No past message with a known right reply is near enough')
  expect(examples).toHaveTextContent('by the words they share, as meanings are not compared here')
  expect(examples).toHaveTextContent('1,200 verdicts wait to be looked at.')
})

test('says what is wrong, and tries again', async () => {
  let refused = false
  server.use(
    http.post('*/api/prompts', () => {
      if (refused) return HttpResponse.json(learnedPrompt())
      refused = true
      return HttpResponse.json(
        { type: '/problems/unavailable', title: 'Busy', status: 503, detail: 'Too much is asked for at once.' },
        { status: 503, headers: { 'Content-Type': 'application/problem+json' } },
      )
    }),
  )
  const { user } = renderApp('/prompt')
  await user.type(await screen.findByLabelText('Customer message'), 'x')
  await user.click(screen.getByRole('button', { name: 'Show the prompt' }))
  expect(await screen.findByText('Too much is asked for at once.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('region', { name: 'What agents sent in cases like it' })).toBeVisible()
})

test('says that a feedback is not there', async () => {
  server.use(
    refuse('/api/feedback/{id}', {
      type: '/problems/not-found',
      title: 'Not found',
      status: 404,
      detail: 'There is no feedback with this id.',
    }),
  )
  renderApp('/prompt?feedbackId=01930000-0000-7000-8000-000000000099')
  expect(await screen.findByText('There is no feedback with this id.')).toBeVisible()
})
