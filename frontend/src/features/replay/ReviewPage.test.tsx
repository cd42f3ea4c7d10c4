import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, it } from 'vitest'
import type { FeedbackDetail, ReviewChange } from '@/api/queries'
import { feedbackDetail, reviewItem, session } from '@/testing/fixtures'
import { answer } from '@/testing/handlers'
import { renderApp } from '@/testing/render'
import { server } from '@/testing/server'

const FIRST = item(1, 'Where is my refund?')
const SECOND = item(2, 'How do I log in?')

function item(number: number, message: string): FeedbackDetail {
  const id = `01930000-0000-7000-8000-00000000000${String(number)}`
  const detail = feedbackDetail({ id, message, agentReply: `Answer ${String(number)}`, overridden: true })
  return {
    ...detail,
    trainingPrompt: {
      ...detail.trainingPrompt,
      id,
      taughtReply: `Answer ${String(number)}`,
      revision: `abc-${String(number)}`,
    },
  }
}

interface Asked {
  next: unknown[]
  decided: { id: string; ifMatch: string | null; change: ReviewChange }[]
}

/** A queue of these; what is reviewed or skipped is given no more. */
function serveQueue(...items: FeedbackDetail[]): Asked {
  const asked: Asked = { next: [], decided: [] }
  let waiting = items
  server.use(
    http.post('*/api/reviews/next', async ({ request }) => {
      const body = (await request.json()) as { skip?: string; beside: string[] }
      asked.next.push(body)
      if (body.skip !== undefined) {
        const skipped = waiting.filter(({ id }) => id === body.skip)
        waiting = [...waiting.filter(({ id }) => id !== body.skip), ...skipped]
      }
      return HttpResponse.json(
        reviewItem(
          waiting.find(({ id }) => !body.beside.includes(id)),
          {
            left: { count: waiting.length, more: false },
            doneToday: asked.decided.filter(({ change }) => change.review !== 'PENDING').length,
          },
        ),
      )
    }),
    http.patch('*/api/training-prompts/:id', async ({ request, params }) => {
      const change = (await request.json()) as ReviewChange
      const reviewed = items.find(({ id }) => id === params.id)
      if (!reviewed) return new HttpResponse(null, { status: 404 })
      asked.decided.push({ id: reviewed.id, ifMatch: request.headers.get('If-Match'), change })
      waiting = change.review === 'PENDING' ? [reviewed, ...waiting] : waiting.filter(({ id }) => id !== reviewed.id)
      const { trainingPrompt } = reviewed
      return HttpResponse.json({
        ...trainingPrompt,
        review: change.review,
        taughtReply: change.reply ?? trainingPrompt.taughtReply,
        revision: `${trainingPrompt.revision}-${String(asked.decided.length)}`,
      })
    }),
  )
  return asked
}

const message = async (text: string) =>
  within(await screen.findByRole('region', { name: 'Customer message' })).findByText(text)

it('goes through the queue by keys, and says what is left and done', async () => {
  const asked = serveQueue(FIRST, SECOND)
  const { user } = renderApp('/review?channel=email')
  await message('Where is my refund?')
  expect(asked.next[0]).toMatchObject({ filters: { channel: ['email'], useful: false } })
  expect(screen.getByText(/^2 training prompts left · 0 done today/)).toBeInTheDocument()
  await user.keyboard('a')
  await message('How do I log in?')
  expect(asked.decided).toEqual([{ id: FIRST.id, ifMatch: '"abc-1"', change: { review: 'APPROVED' } }])
  await user.keyboard('x')
  await screen.findByText('Nothing is left to review')
  expect(asked.decided[1]).toMatchObject({ id: SECOND.id, change: { review: 'EXCLUDED' } })
  expect(screen.getByText(/^0 training prompts left · 2 done today/)).toBeInTheDocument()
})

it('undoes the last decision, and comes back to it', async () => {
  const asked = serveQueue(FIRST, SECOND)
  const { user } = renderApp('/review')
  await message('Where is my refund?')
  await user.click(await screen.findByRole('button', { name: /^Approve/ }))
  await message('How do I log in?')
  await waitFor(() => {
    expect(screen.getByRole('button', { name: 'Undo' })).toBeEnabled()
  })
  await user.keyboard('u')
  await message('Where is my refund?')
  expect(asked.decided[1]).toEqual({
    id: FIRST.id,
    ifMatch: '"abc-1-1"',
    change: { review: 'PENDING', reply: '' },
  })
  expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument()
})

it('approves with a reply that the reviewer worded', async () => {
  const asked = serveQueue(FIRST)
  const { user } = renderApp('/review')
  await message('Where is my refund?')
  await user.keyboard('e')
  const field = await screen.findByRole('textbox', { name: 'The reply that is taught' })
  expect(field).toHaveValue('Answer 1')
  await user.clear(field)
  await user.type(field, 'It is on its way, as we said.')
  await user.click(screen.getByRole('button', { name: 'Approve with this reply' }))
  await waitFor(() => {
    expect(asked.decided[0]?.change).toEqual({ review: 'APPROVED', reply: 'It is on its way, as we said.' })
  })
})

it('skips, and walks back and on', async () => {
  const asked = serveQueue(FIRST, SECOND)
  const { user } = renderApp('/review')
  await message('Where is my refund?')
  await user.keyboard('s')
  await message('How do I log in?')
  expect(asked.next).toContainEqual(expect.objectContaining({ skip: FIRST.id, beside: [SECOND.id] }))
  await user.keyboard('k')
  await message('Where is my refund?')
  await user.keyboard('j')
  await message('How do I log in?')
})

it('puts back for another look what was decided before', async () => {
  const asked = serveQueue(FIRST, SECOND)
  const { user } = renderApp('/review')
  await message('Where is my refund?')
  await user.keyboard('x')
  await message('How do I log in?')
  await user.keyboard('k')
  await message('Where is my refund?')
  await user.click(await screen.findByRole('button', { name: /^Put back/ }))
  expect(await screen.findByText(/^Put back for another look/)).toBeVisible()
  expect(asked.decided[1]?.change).toEqual({ review: 'PENDING' })
})

it('shows how it stands where somebody was quicker', async () => {
  serveQueue(FIRST)
  server.use(
    http.patch('*/api/training-prompts/:id', () =>
      HttpResponse.json(
        {
          type: 'urn:replyloop:problem:changed-meanwhile',
          title: 'Changed',
          status: 412,
          detail: 'Somebody reviewed it.',
        },
        { status: 412, headers: { 'Content-Type': 'application/problem+json' } },
      ),
    ),
    answer('/api/feedback/{id}', {
      ...FIRST,
      trainingPrompt: {
        ...FIRST.trainingPrompt,
        review: 'EXCLUDED',
        reviewedBy: 'grace@example.com',
        revision: 'abc-9',
      },
    }),
  )
  const { user } = renderApp('/review')
  await message('Where is my refund?')
  await user.keyboard('a')
  expect(await screen.findByText('Somebody was quicker. This is how it stands now.')).toBeVisible()
  expect(await screen.findByText('Excluded by grace@example.com')).toBeVisible()
})

it('shows the next one before the decision is stored, and comes back to what could not be', async () => {
  const asked = serveQueue(FIRST, SECOND)
  let refuse = () => {
    // Set below.
  }
  const refused = new Promise<void>((resolve) => {
    refuse = resolve
  })
  server.use(
    http.patch('*/api/training-prompts/:id', async () => {
      await refused
      return HttpResponse.json(
        { type: 'urn:replyloop:problem:not-found', title: 'Gone', status: 404, detail: 'It was erased.' },
        { status: 404, headers: { 'Content-Type': 'application/problem+json' } },
      )
    }),
  )
  const { user } = renderApp('/review')
  await message('Where is my refund?')
  await waitFor(() => {
    expect(asked.next).toContainEqual(expect.objectContaining({ beside: [FIRST.id] }))
  })
  await screen.findByText(/^2 training prompts left/)
  await user.keyboard('a')
  await message('How do I log in?')
  expect(screen.getByText(/^1 training prompt left · 1 done today/)).toBeInTheDocument()
  expect(screen.getByRole('button', { name: 'Undo' })).toBeDisabled()
  refuse()
  expect(await screen.findByText('It was erased.')).toBeVisible()
  await message('Where is my refund?')
  expect(screen.queryByRole('button', { name: 'Undo' })).not.toBeInTheDocument()
})

it('takes no notice of what was fetched ahead too late', async () => {
  const asked = serveQueue(FIRST, SECOND)
  let answerAhead = () => {
    // Set below.
  }
  const late = new Promise<void>((resolve) => {
    answerAhead = resolve
  })
  let isHeld = false
  server.use(
    http.post('*/api/reviews/next', async ({ request }) => {
      const { beside } = (await request.clone().json()) as { beside: string[] }
      if (!beside.includes(FIRST.id)) return undefined
      isHeld = true
      await late
      return HttpResponse.json(reviewItem(SECOND, { left: { count: 2, more: false } }))
    }),
  )
  const { user } = renderApp('/review')
  await message('Where is my refund?')
  await waitFor(() => {
    expect(isHeld).toBe(true)
  })
  await user.keyboard('a')
  await message('How do I log in?')
  await user.keyboard('a')
  await screen.findByText('Nothing is left to review')
  const isAnswered = new Promise((resolve) => {
    server.events.on('response:mocked', resolve)
  })
  answerAhead()
  await isAnswered
  // The answer is there; what it might change is drawn after it.
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(screen.getByText('Nothing is left to review')).toBeVisible()
  expect(screen.getByText(/^0 training prompts left/)).toBeInTheDocument()
  expect(asked.decided.map(({ id }) => id)).toEqual([FIRST.id, SECOND.id])
})

it('says that others have the rest', async () => {
  server.use(
    http.post('*/api/reviews/next', () =>
      HttpResponse.json(reviewItem(undefined, { left: { count: 3, more: false }, reservedByOthers: 3 })),
    ),
  )
  renderApp('/review')
  expect(await screen.findByText('The rest is before other reviewers')).toBeVisible()
  expect(screen.getByText(/3 before other reviewers/)).toBeInTheDocument()
})

it('is for reviewers', async () => {
  server.use(answer('/api/session', session({ roles: ['VIEWER'] })))
  renderApp('/review')
  expect(await screen.findByText('Reviewing takes the role of a reviewer')).toBeVisible()
})
