import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it, vi } from 'vitest'
import type { FeedbackView } from '@/api/queries'
import { feedback, feedbackDetail, feedbackPage, REFUNDS, storedPrompt } from '@/testing/fixtures'
import { answer, refuse, unreachable } from '@/testing/handlers'
import { renderApp } from '@/testing/render'
import { server } from '@/testing/server'

describe('the prompt that a reply came from', () => {
  it('shows what the AI was told, what was said before, and leads on to a prompt', async () => {
    const told = { promptId: '01930000-0000-7000-8000-0000000000e1', traceId: 'trace-7' }
    server.use(
      answer('/api/feedback', feedbackPage([feedback(told)])),
      answer(
        '/api/feedback/{id}',
        feedbackDetail({ ...told, context: [{ role: 'agent', text: 'It should come on Tuesday.', messageId: null }] }),
      ),
    )
    const { user, url } = renderApp('/replay?feedbackId=01930000-0000-7000-8000-000000000001')
    const section = await screen.findByRole('region', { name: 'What the AI was told' })
    await within(section).findByText('Dear [NAME], it is on its way.')
    expect(section).toHaveTextContent('2 examples, of which 1 is gone since; shown as they stand now.')
    expect(screen.getByRole('region', { name: 'Before it' })).toHaveTextContent('AgentIt should come on Tuesday.')
    expect(screen.getByText('trace-7')).toBeVisible()
    await user.click(screen.getByRole('link', { name: 'Try a prompt for this message' }))
    await waitFor(() => {
      expect(url()).toBe('/prompt?feedbackId=01930000-0000-7000-8000-000000000001')
    })
  })

  it.each([
    [{ heldOut: true, examples: [], gone: 0 }, 'Examples were found, and withheld to measure what they are worth.'],
    [{ examples: [], gone: 0 }, 'No example was near enough: the prompt held the message alone.'],
  ])('says why it held no example: %o', async (changes, sentence) => {
    server.use(
      answer('/api/feedback', feedbackPage([feedback({ promptId: 'e1' })])),
      answer('/api/feedback/{id}', feedbackDetail({ promptId: 'e1' })),
      answer('/api/prompts/{id}', storedPrompt(changes)),
    )
    renderApp('/replay?feedbackId=01930000-0000-7000-8000-000000000001')
    expect(await screen.findByText(sentence)).toBeVisible()
  })
})

describe('the list', () => {
  it('shows rejections alone, newest first, each with what was asked, suggested and sent', async () => {
    const asked = serve([...rejected(2), { ...rejected(3)[2], id: idOf(2), useful: true } as FeedbackView])
    renderApp('/replay')

    expect(await rowOf(0)).toHaveTextContent(/Rejected.*Question 0.*AI.*Suggestion 0.*Agent.*Answer 0/)
    expect(await rowOf(1)).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: /Question 2/ })).not.toBeInTheDocument()
    expect(asked[0]).toMatchObject({ useful: 'false' })
  })

  it('shows useful replies or everything when asked to', async () => {
    const asked = serve(rejected(1))
    const { user, url } = renderApp('/replay')
    await rowOf(0)

    await user.click(screen.getByRole('radio', { name: 'Useful' }))
    await waitFor(() => {
      expect(asked.at(-1)).toMatchObject({ useful: 'true' })
    })
    await user.click(screen.getByRole('radio', { name: 'All' }))
    await waitFor(() => {
      expect(asked.at(-1)).not.toHaveProperty('useful')
    })
    expect(url()).toContain('useful=all')
  })

  it('loads page after page, and says when that was all', async () => {
    const asked = serve(rejected(6), { pageSize: 3 })
    renderApp('/replay')

    expect(await screen.findByText('That was all: 6 verdicts.')).toBeInTheDocument()
    expect(asked.map(({ cursor }) => cursor)).toEqual([undefined, '3'])
    expect(screen.getByRole('button', { name: /Question 5/ })).toBeInTheDocument()
  })

  it('draws a few rows of a long list', async () => {
    serve(rejected(200), { pageSize: 200 })
    renderApp('/replay')

    await rowOf(0)
    expect(screen.getAllByRole('listitem').length).toBeLessThan(40)
    expect(screen.getAllByRole('listitem')[0]).toHaveAttribute('aria-setsize', '200')
  })

  it('keeps what it has when the next page fails, and tries again when asked', async () => {
    serve(rejected(6), { pageSize: 3, failsOnce: '3' })
    const { user } = renderApp('/replay')

    expect(await screen.findByText('ReplyLoop can’t be reached')).toBeInTheDocument()
    expect(await rowOf(0)).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('That was all: 6 verdicts.')).toBeInTheDocument()
  })

  it('shows texts as text', async () => {
    const markup = '<img src=x onerror=alert(1)> & <b>bold</b>'
    serve([{ ...feedback(), message: markup }])
    renderApp('/replay')

    expect(await screen.findByText(markup)).toBeInTheDocument()
  })
})

it('shows what the customer wrote, and the whole mail when asked', async () => {
  const message = 'Where is it?\n\nKind regards,\nJo'
  serve([{ ...feedback(), message }])
  server.use(answer('/api/feedback/{id}', { ...feedbackDetail(), message, written: 'Where is it?' }))
  const { user } = renderWide('/replay')

  const text = async () => within(await openText()).findByRole('region', { name: 'Customer message' })
  await waitFor(async () => {
    expect(await text()).not.toHaveTextContent('Kind regards')
  })
  await user.click(within(await text()).getByRole('button', { name: 'The whole message' }))
  expect(await text()).toHaveTextContent('Where is it? Kind regards, Jo')
})

it('says so where the link to a feedback is damaged', async () => {
  serve(rejected(2))
  const { user, url } = renderWide('/replay?feedbackId=01930000-0000-7000')

  expect(await screen.findByRole('heading', { name: 'This link is damaged' })).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Back to the list' }))
  expect(await openText()).toHaveTextContent('Question 0')
  expect(url()).not.toContain('feedbackId')
})

describe('taking a verdict back', () => {
  it('can be undone, and is sent once the time for that is over', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    try {
      const all = rejected(3)
      serve(all)
      const deleted: string[] = []
      server.use(
        http.delete('*/api/feedback/:id', ({ params }) => {
          deleted.push(String(params.id))
          return new HttpResponse(null, { status: 204 })
        }),
      )
      const { user, url } = renderWide(`/replay?feedbackId=${idOf(0)}`)
      const takeBack = () => screen.findByRole('button', { name: 'Take this verdict back' })

      await user.click(await takeBack())
      expect(await takingBack()).toHaveTextContent(/^The verdict “rejected” on “Question 0” is being taken back/)
      await user.click(screen.getByRole('button', { name: 'Undo' }))
      await vi.advanceTimersByTimeAsync(20_000)
      expect(deleted).toEqual([])

      await user.click(await takeBack())
      await vi.advanceTimersByTimeAsync(20_000)
      expect(deleted).toEqual([idOf(0)])
      await waitFor(() => {
        expect(url()).toContain(idOf(1))
      })
    } finally {
      vi.useRealTimers()
    }
  })

  it('goes at once with the reader, and says what went wrong', async () => {
    serve(rejected(3))
    let refused = 0
    server.use(
      http.delete('*/api/feedback/:id', () => {
        refused++
        return HttpResponse.json({ title: 'The database is not available', status: 503 }, { status: 503 })
      }),
    )
    const { user } = renderWide(`/replay?feedbackId=${idOf(0)}`)
    await user.click(await screen.findByRole('button', { name: 'Take this verdict back' }))
    await user.click(await rowOf(1))
    await user.click(await screen.findByRole('button', { name: 'Take this verdict back' }))

    await waitFor(async () => {
      expect(await takingBack()).toHaveTextContent(/Question 1/)
    })
    await waitFor(() => {
      expect(refused).toBe(1)
    })
  })
})

describe('search and filters', () => {
  it('searches once typing pauses, keeps the search in the URL and marks the hits', async () => {
    const asked = serve(rejected(3))
    const { user, url } = renderApp('/replay')
    await rowOf(0)

    await user.type(screen.getByRole('searchbox'), 'question 2')

    await waitFor(() => {
      expect(url()).toContain('q=question')
    })
    await waitFor(() => {
      expect(screen.queryByRole('button', { name: /Question 0/ })).not.toBeInTheDocument()
    })
    expect(screen.getByText('Question 2', { selector: 'mark' })).toBeInTheDocument()
    expect(asked.map(({ q }) => q)).toEqual([undefined, 'question 2'])
  })

  it('follows the URL back to where no search was', async () => {
    serve(rejected(2))
    const { user } = renderApp('/replay?q=Question+1')
    expect(await screen.findByRole('searchbox')).toHaveValue('Question 1')

    await user.click(screen.getByRole('button', { name: 'Clear the search' }))

    expect(await rowOf(0)).toBeInTheDocument()
    expect(screen.getByRole('searchbox')).toHaveValue('')
    expect(screen.getByRole('searchbox')).toHaveFocus()
  })

  it('says that it shows one AI reply alone, and takes that back', async () => {
    const asked = serve(rejected(2))
    const { user, url } = renderApp(`/replay?aiReplyId=${replyIdOf(1)}`)

    const chip = await screen.findByRole('group', { name: 'One AI reply' })
    await waitFor(() => {
      expect(chip).toHaveTextContent('Only the AI reply “Suggestion 1”')
    })
    expect(asked[0]).toMatchObject({ aiReplyId: replyIdOf(1) })

    await user.click(within(chip).getByRole('button', { name: 'Show feedback on every AI reply' }))
    expect(await rowOf(0)).toBeInTheDocument()
    expect(url()).not.toContain('aiReplyId')
  })

  it('says which topic it shows alone, and takes that back', async () => {
    serve(rejected(1))
    const { user, url } = renderApp(`/replay?topic=${REFUNDS}`)

    const chip = await screen.findByRole('group', { name: 'Topic' })
    await waitFor(() => {
      expect(chip).toHaveTextContent('Only feedback in “Late refunds”')
    })
    await user.click(within(chip).getByRole('button', { name: 'Show feedback on every topic' }))
    await waitFor(() => {
      expect(url()).toBe('/replay')
    })
    expect(screen.queryByRole('group', { name: 'Topic' })).not.toBeInTheDocument()
  })

  it('says so where it shows what is in no topic, and where a topic is gone', async () => {
    serve(rejected(1))
    renderApp('/replay?topic=&topic=01930000-0000-7000-8000-00000000ffff')
    const chip = await screen.findByRole('group', { name: 'Topic' })
    await waitFor(() => {
      expect(chip).toHaveTextContent('Only feedback in no topic or “A topic that is gone”')
    })
  })

  it('offers the way out when nothing matches', async () => {
    serve(rejected(2))
    const { user, url } = renderApp('/replay?q=nowhere&channel=chat')

    expect(await screen.findByRole('heading', { name: 'Nothing matches' })).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Clear search and filters' }))
    expect(await rowOf(0)).toBeInTheDocument()
    expect(url()).toBe('/replay')
  })

  it('tells no rejection from no feedback at all', async () => {
    serve([feedback({ useful: true })])
    const { unmount } = renderApp('/replay')
    expect(await screen.findByRole('heading', { name: 'No rejected reply so far' })).toBeInTheDocument()
    unmount()

    serve([])
    renderApp('/replay')
    expect(await screen.findByRole('heading', { name: 'No feedback yet' })).toBeInTheDocument()
  })

  it('shows the backend’s refusal in its own words', async () => {
    server.use(
      refuse('/api/feedback', {
        type: 'about:blank',
        title: 'The filters are not right',
        status: 400,
        detail: 'Mend what is named.',
        violations: [{ field: 'reason', message: 'must be one of the reasons' }],
      }),
    )
    renderApp('/replay?reason=NONSENSE')

    expect(await screen.findByText('The filters are not right')).toBeInTheDocument()
    expect(screen.getByText('must be one of the reasons', { exact: false })).toBeInTheDocument()
  })

  it('recovers when the server can be reached again', async () => {
    server.use(unreachable('/api/feedback'))
    const { user } = renderApp('/replay')
    expect(await screen.findByText('ReplyLoop can’t be reached')).toBeInTheDocument()

    serve(rejected(1))
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await rowOf(0)).toBeInTheDocument()
  })
})

describe('with room beside the list', () => {
  it('shows the newest in full until another is chosen', async () => {
    serve(rejected(3))
    const { user, url } = renderWide('/replay')
    expect(within(await openText()).getByText('Question 0')).toBeInTheDocument()
    expect(url()).toBe('/replay')

    await user.click(await rowOf(2))
    await waitFor(async () => {
      expect(within(await openText()).getByText('Question 2')).toBeInTheDocument()
    })
    expect(url()).toContain(`feedbackId=${idOf(2)}`)
    expect(await rowOf(2)).toHaveAttribute('aria-current', 'true')
  })

  it('walks by keyboard from the list, past the end of what is loaded', async () => {
    serve(rejected(4), { pageSize: 2 })
    const { user, url } = renderWide('/replay')
    await rowOf(0)

    await user.keyboard('j')
    await waitFor(async () => {
      expect(await rowOf(1)).toHaveFocus()
    })
    await user.keyboard('{ArrowDown}')
    await waitFor(async () => {
      expect(await rowOf(2)).toHaveFocus()
    })
    await user.keyboard('{ArrowRight}')
    await waitFor(() => {
      expect(url()).toContain(idOf(3))
    })
    await user.keyboard('k')
    await waitFor(() => {
      expect(url()).toContain(idOf(2))
    })
    await user.keyboard('{ArrowUp}')
    await waitFor(() => {
      expect(url()).toContain(idOf(1))
    })
  })

  it('waits at the end of the list for the page that is on its way', async () => {
    let letGo: (() => void) | undefined
    const held = new Promise<void>((resolve) => (letGo = resolve))
    serve(rejected(2), { pageSize: 1, holds: held })
    const { user, url } = renderWide('/replay')
    await rowOf(0)

    await user.keyboard('j')
    expect(url()).toBe('/replay')
    letGo?.()
    await waitFor(() => {
      expect(url()).toContain(idOf(1))
    })
  })

  it('takes Enter from a row to its text, and Escape back', async () => {
    serve(rejected(3))
    const { user } = renderWide('/replay')
    await rowOf(0)
    await user.keyboard('j')
    await waitFor(async () => {
      expect(await rowOf(1)).toHaveFocus()
    })

    await user.keyboard('{Enter}')
    expect(screen.getByRole('heading', { level: 2, name: /Rejected/ })).toHaveFocus()
    await user.keyboard('j')
    await waitFor(async () => {
      expect(within(await openText()).getByText('Question 2')).toBeInTheDocument()
    })
    expect(screen.getByRole('heading', { level: 2, name: /Rejected/ })).toHaveFocus()

    await user.keyboard('{Escape}')
    expect(await rowOf(2)).toHaveFocus()
  })

  it('walks by the buttons, which say where the list ends', async () => {
    serve(rejected(2))
    const { user, url } = renderWide('/replay')
    await rowOf(0)
    const next = await screen.findByRole('button', { name: 'Next feedback' })
    expect(screen.getByRole('button', { name: 'Previous feedback' })).toHaveAttribute('aria-disabled', 'true')

    await user.click(next)
    await waitFor(() => {
      expect(url()).toContain(idOf(1))
    })
    expect(screen.getByRole('button', { name: 'Next feedback' })).toHaveAttribute('aria-disabled', 'true')
    expect(screen.getByRole('button', { name: 'Next feedback' })).toHaveFocus()
  })

  it('goes to the search at / and then leaves letters to it', async () => {
    serve(rejected(2))
    const { user, url } = renderWide('/replay')
    await rowOf(0)

    await user.keyboard('/')
    expect(screen.getByRole('searchbox')).toHaveFocus()
    await user.keyboard('j?k')
    expect(screen.getByRole('searchbox')).toHaveValue('j?k')
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(url()).not.toContain('feedbackId')
  })

  it('explains the shortcuts at ?, and lets them be turned off', async () => {
    serve(rejected(2))
    const { user, url } = renderWide('/replay')
    await rowOf(0)

    await user.keyboard('?')
    const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })
    await user.click(within(dialog).getByRole('switch'))
    await user.keyboard('{Escape}')
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    })
    await user.keyboard('j')
    expect(url()).not.toContain('feedbackId')
    await user.keyboard('{ArrowDown}')
    await waitFor(() => {
      expect(url()).toContain(idOf(1))
    })
  })

  it('opens a link to a feedback that is on no page loaded yet', async () => {
    serve(rejected(2))
    const linked = feedbackDetail({ id: idOf(77), message: 'An old question', occurredAt: '2026-01-01T10:00:00Z' })
    server.use(answer('/api/feedback/{id}', linked))
    renderWide(`/replay?feedbackId=${idOf(77)}`)

    expect(within(await openText()).getByText('An old question')).toBeInTheDocument()
    expect(await screen.findByText(/isn’t in the list with these filters/)).toBeInTheDocument()
    expect(await rowOf(0)).not.toHaveAttribute('aria-current')
  })

  it('says so when the feedback behind a link is no more', async () => {
    serve(rejected(1))
    server.use(
      refuse('/api/feedback/{id}', {
        type: 'about:blank',
        title: 'Not found',
        status: 404,
        detail: 'No such feedback.',
      }),
    )
    const { user, url } = renderWide(`/replay?feedbackId=${idOf(77)}`)

    expect(await screen.findByText('No such feedback.')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Back to the list' }))
    await waitFor(() => {
      expect(url()).toBe('/replay')
    })
  })

  it('closes what was open when the filters change', async () => {
    serve(rejected(3))
    const { user, url } = renderWide(`/replay?feedbackId=${idOf(1)}`)
    await rowOf(0)

    await user.type(screen.getByRole('searchbox'), 'Question 2{Enter}')
    await waitFor(async () => {
      expect(within(await openText()).getByText('Question 2')).toBeInTheDocument()
    })
    expect(url()).not.toContain('feedbackId')
  })
})

describe('one feedback', () => {
  it('marks what the agent changed, by more than colour', async () => {
    serve([feedback({ aiReply: 'Refunds take 14 days.', agentReply: 'Refunds take 30 days.' })])
    const { user } = renderWide('/replay')

    const text = within(await openText())
    const removed = await text.findByRole('deletion')
    expect(removed).toHaveTextContent('removed: 14')
    expect(within(text.getByRole('region', { name: 'AI reply' })).getByRole('deletion')).toBe(removed)
    expect(within(text.getByRole('region', { name: 'Agent reply' })).getByRole('insertion')).toHaveTextContent('30')
    expect(text.getByText('Words: 3 kept, 1 removed, 1 added')).toBeInTheDocument()

    await user.click(text.getByRole('radio', { name: 'Combined' }))
    const combined = within(text.getByRole('region', { name: /changed into/ }))
    expect(combined.getByRole('deletion')).toHaveTextContent('14')
    expect(combined.getByRole('insertion')).toHaveTextContent('30')
  })

  it('shows replies beyond comparing as they are, and says so', async () => {
    const words = (prefix: string) => Array.from({ length: 2_500 }, (_, at) => `${prefix}${String(at)}`).join(' ')
    serve([feedback({ aiReply: words('a'), agentReply: words('b') })])
    renderWide('/replay')

    const text = within(await openText())
    expect(await text.findByText(/too long and too different/)).toBeInTheDocument()
    expect(text.getByRole('region', { name: 'Agent reply' })).toHaveTextContent(/b0 b1 .* b2499/)
    expect(text.queryByRole('insertion')).not.toBeInTheDocument()
  })

  it('has its reason, origin, moment in the reporting zone and comment', async () => {
    serve([feedback({ reason: 'TONE', comment: 'Far too cheerful', occurredAt: '2026-11-20T23:30:00Z' })])
    renderWide('/replay')

    const text = await openText()
    expect(text).toHaveTextContent(/Reason.*Wrong tone.*Channel.*email.*Model.*atlas-2.*Agent.*agent-7/)
    expect(text).toHaveTextContent('Far too cheerful')
    await waitFor(() => {
      expect(text).toHaveTextContent('21 Nov 2026, 00:30')
    })
  })

  it('copies its training prompt and its link', async () => {
    serve(rejected(1))
    const { user } = renderWide('/replay?q=Question')
    const text = within(await openText())

    await user.click(await text.findByRole('button', { name: 'Copy prompt' }))
    expect(await navigator.clipboard.readText()).toBe('Prompt of question 0')
    expect(text.getByRole('region', { name: 'Training prompt' })).toHaveTextContent('Prompt of question 0')

    await user.click(text.getByRole('button', { name: 'Copy link' }))
    expect(await navigator.clipboard.readText()).toMatch(new RegExp(`\\?feedbackId=${idOf(0)}$`))
  })

  it('leads to everything said about the same AI reply', async () => {
    serve(rejected(2))
    const { user, url } = renderWide(`/replay?feedbackId=${idOf(1)}&q=Question`)

    await user.click(within(await openText()).getByRole('button', { name: 'All feedback on this AI reply' }))
    await waitFor(() => {
      expect(url()).toBe(`/replay?aiReplyId=${replyIdOf(1)}&useful=all`)
    })
  })
})

describe('on a narrow screen', () => {
  it('opens a feedback in full, and goes back to its row', async () => {
    serve(rejected(3))
    const { user, url } = renderApp('/replay')

    await user.click(await rowOf(1))
    expect(within(await openText()).getByText('Question 1')).toBeInTheDocument()
    expect(screen.queryByRole('list', { name: /Feedback/ })).not.toBeInTheDocument()
    expect(screen.getByRole('heading', { level: 2, name: /Rejected/ })).toHaveFocus()

    await user.click(screen.getByRole('button', { name: 'Back to the list' }))
    await waitFor(async () => {
      expect(await rowOf(1)).toHaveFocus()
    })
    expect(url()).toBe('/replay')
  })

  it('goes back to the list in one step, however far it walked', async () => {
    serve(rejected(4))
    const { user, url } = renderApp('/replay')

    await user.click(await rowOf(1))
    for (const at of [2, 3]) {
      await user.click(await screen.findByRole('button', { name: 'Next feedback' }))
      await waitFor(() => {
        expect(url()).toContain(idOf(at))
      })
    }
    await user.click(screen.getByRole('button', { name: 'Back to the list' }))

    await waitFor(async () => {
      expect(await rowOf(3)).toHaveFocus()
    })
    expect(url()).toBe('/replay')
  })

  it('walks the rows by keyboard and opens one at Enter', async () => {
    serve(rejected(3))
    const { user, url } = renderApp('/replay')
    await rowOf(0)

    await user.keyboard('jj')
    await waitFor(async () => {
      expect(await rowOf(1)).toHaveFocus()
    })
    expect(url()).toBe('/replay')
    await user.keyboard('{Enter}')
    await waitFor(() => {
      expect(url()).toContain(idOf(1))
    })
  })
})

const idOf = (at: number) => `01930000-0000-7000-8000-${String(at).padStart(12, '0')}`
const replyIdOf = (at: number) => String(at).padStart(64, '0')

/** Rejections, the newest first: question, suggestion and answer carry their number. */
function rejected(count: number): FeedbackView[] {
  return Array.from({ length: count }, (_, at) =>
    feedback({
      id: idOf(at),
      message: `Question ${String(at)}`,
      aiReplyId: replyIdOf(at),
      aiReply: `Suggestion ${String(at)}`,
      agentReply: `Answer ${String(at)}`,
      occurredAt: new Date(Date.UTC(2026, 10, 20) - at * 60_000).toISOString(),
    }),
  )
}

interface Serving {
  pageSize?: number
  /** The page after this cursor fails the first time. */
  failsOnce?: string
  /** Every page but the first waits for this. */
  holds?: Promise<unknown>
}

/** A backend with this feedback, newest first; returns what it is asked for as it is asked. */
function serve(all: FeedbackView[], { pageSize = 50, failsOnce, holds }: Serving = {}) {
  const asked: Record<string, string>[] = []
  let failed = false
  server.use(
    http.get('*/api/feedback', async ({ request }) => {
      const params = Object.fromEntries(new URL(request.url).searchParams)
      if (params.limit !== '1') asked.push(params)
      const { useful, q, aiReplyId, channel, cursor } = params
      if (cursor !== undefined) await holds
      if (cursor !== undefined && cursor === failsOnce && !failed) {
        failed = true
        return HttpResponse.error()
      }
      const found = all.filter(
        (item) =>
          (useful === undefined || String(item.useful) === useful) &&
          (aiReplyId === undefined || item.aiReplyId === aiReplyId) &&
          (channel === undefined || item.channel === channel) &&
          (q === undefined || item.message.toLowerCase().includes(q.toLowerCase())),
      )
      const from = Number(cursor ?? 0)
      const to = from + pageSize
      return HttpResponse.json(feedbackPage(found.slice(from, to), to < found.length ? String(to) : null))
    }),
    answer('/api/feedback/{id}', (request) => {
      const id = new URL(request.url).pathname.split('/').at(-1)
      const item = all.find((one) => one.id === id)
      const { trainingPrompt, written, context } = feedbackDetail()
      return {
        ...(item ?? feedback()),
        written,
        context,
        trainingPrompt: { ...trainingPrompt, prompt: `Prompt of ${promptName(item)}` },
      }
    }),
  )
  return asked
}

const promptName = (item: FeedbackView | undefined) => item?.message.toLowerCase() ?? 'none'

function renderWide(url: string) {
  vi.spyOn(window, 'matchMedia').mockImplementation(
    (query) =>
      Object.assign(new EventTarget(), { matches: query.includes('min-width'), media: query }) as MediaQueryList,
  )
  return renderApp(url)
}

const takingBack = () => screen.findByText(/is being taken back/)
const rowOf = (at: number) => screen.findByRole('button', { name: new RegExp(`Question ${String(at)}(?!\\d)`) })
const openText = () => screen.findByRole('article')
