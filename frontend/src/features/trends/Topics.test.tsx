import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Topic, TopicProgress } from '@/api/queries'
import {
  compared,
  counts,
  INVOICES,
  LOGINS,
  overrideCase,
  overrides,
  partCompared,
  REFUNDS,
  topic,
  topicAnalytics,
  topicCounts,
  topicDetail,
  topicFigures,
  topicList,
  topicProgress,
} from '@/testing/fixtures'
import { answer, refuse } from '@/testing/handlers'
import { renderApp } from '@/testing/render'
import { server } from '@/testing/server'

afterEach(() => {
  vi.useRealTimers()
})

const panel = () => screen.findByRole('region', { name: 'Most rejected topics' })
const list = async () => within(await panel()).findByRole('list', { name: 'Topics by rejections' })
const rows = async () => within(await list()).findAllByRole('listitem')
const names = async () => (await rows()).map((row) => within(row).getByRole('link').textContent)

/** A backend whose topics can be corrected; returns the corrections it was sent. */
function serveTopics(all: Topic[] = topicList().items) {
  let topics = all
  const sent: unknown[] = []
  server.use(
    answer('/api/topics', () => topicList(topics)),
    answer('/api/feedback/analytics/topics', () =>
      topicAnalytics({
        items: topics.filter(({ hidden }) => !hidden).map(({ id, name }) => topicFigures(10, 20, 10, { id, name })),
      }),
    ),
    http.patch('*/api/topics/:id', async ({ params, request }) => {
      const correction = (await request.json()) as Partial<Topic>
      sent.push(correction)
      if (topics.some(({ id, name }) => id !== params.id && name === correction.name)) {
        return HttpResponse.json(
          {
            type: 'urn:replyloop:problem:topic-name-taken',
            title: 'Another topic has that name',
            status: 409,
            detail: `There is a topic named ${String(correction.name)} already.`,
          },
          { status: 409 },
        )
      }
      topics = topics.map((one) => (one.id === params.id ? { ...one, ...correction } : one))
      return HttpResponse.json(topics.find(({ id }) => id === params.id))
    }),
    http.post('*/api/topics/:id/merge', async ({ params, request }) => {
      const merge = (await request.json()) as { into: string }
      sent.push(merge)
      topics = topics.filter(({ id }) => id !== params.id)
      return HttpResponse.json(topics.find(({ id }) => id === merge.into))
    }),
    answer('/api/topics/{id}', topicDetail()),
    http.post('*/api/topics/:id/split', async ({ request }) => {
      const split = (await request.json()) as { name: string }
      sent.push(split)
      const found = topic({ id: '01930000-0000-7000-8000-000000001099', name: split.name })
      topics = [...topics, found]
      return HttpResponse.json(found, { status: 201 })
    }),
  )
  return sent
}

async function correct(user: ReturnType<typeof renderApp>['user'], name: string, item: string) {
  await user.click(within(await list()).getByRole('button', { name: `Correct “${name}”` }))
  await user.click(await screen.findByRole('menuitem', { name: item }))
}

describe('most rejected topics', () => {
  it('ranks topics by rejections, each with its rate, its change, its days and what is typical of it', async () => {
    renderApp('/trends')
    const [first, second, last] = await rows()
    expect(first).toHaveTextContent(
      /Late refunds“When does my refund come\?”60 rejections, 30 overridden50.0% of 120 rejected, 95% interval: 45% to 55%worse: up 33.3 points/,
    )
    expect(
      within(await list()).getByRole('img', {
        name: 'Rejections day by day: 60 at most, on 25 Oct; 0 on 23 Nov',
      }),
    ).toBeVisible()
    expect(second).toHaveTextContent(/Login codesNew this week.*20 rejections.*no clear change/)
    expect(last).toHaveTextContent(/^OtherMessages that are in no topic10 rejections/)
    expect(await panel()).toHaveTextContent(
      '“Late refunds” is rejected most often: 60.0% of 100 rejections. 1 topic is new this week.',
    )
  })

  it('leads from a topic, and from what is in none, to its rejections', async () => {
    renderApp('/trends?channel=email')
    const links = within(await list()).getAllByRole('link')
    expect(links.map((link) => decodeURIComponent(link.getAttribute('href') ?? ''))).toEqual([
      `/replay?from=2026-10-25&to=2026-11-23&channel=email&topic=${REFUNDS}&useful=false`,
      `/replay?from=2026-10-25&to=2026-11-23&channel=email&topic=${LOGINS}&useful=false`,
      '/replay?from=2026-10-25&to=2026-11-23&channel=email&topic=&useful=false',
    ])
  })

  it('folds away all but eight and what was never rejected, with “Other” last', async () => {
    const items = Array.from({ length: 11 }, (_, i) =>
      topicFigures(Math.max(0, 20 - 2 * i), 40, 5, { id: String(i), name: `Topic ${i}` }),
    )
    server.use(answer('/api/feedback/analytics/topics', topicAnalytics({ items })))
    const { user } = renderApp('/trends')
    expect(await names()).toHaveLength(9)
    expect((await names()).at(-1)).toBe('Other')

    await user.click(screen.getByRole('button', { name: 'Show all 11 topics' }))
    expect(await names()).toHaveLength(12)
    expect((await names()).at(-1)).toBe('Other')
  })

  it('counts instead of rating under a reason filter, which leaves rejections alone', async () => {
    const items = [topicFigures(60, 120, 20, { compared: partCompared(60, 90, 20, 90) })]
    server.use(answer('/api/feedback/analytics/topics', topicAnalytics({ items })))
    renderApp('/trends?reason=TONE')
    const [first] = await rows()
    expect(first).toHaveTextContent(/60 rejections, 30 overriddenup 44.4 points$/)
    expect(first).not.toHaveTextContent('of 120')
  })

  it('puts on top what got worse most, what is clear first', async () => {
    const items = [
      topicFigures(60, 120, 60, { id: '1', name: 'Most rejections' }),
      topicFigures(9, 12, 3, { id: '2', name: 'May be chance', compared: compared(9, 12, 3, 12, { clear: false }) }),
      topicFigures(20, 100, 10, { id: '3', name: 'Got worse' }),
      topicFigures(5, 100, 40, { id: '4', name: 'Got better' }),
    ]
    server.use(answer('/api/feedback/analytics/topics', topicAnalytics({ items })))
    const { user } = renderApp('/trends')
    expect(await names()).toEqual(['Most rejections', 'May be chance', 'Got worse', 'Got better', 'Other'])
    await user.click(screen.getByRole('radio', { name: 'Got worse most' }))
    expect(await names()).toEqual(['Got worse', 'May be chance', 'Most rejections', 'Got better', 'Other'])
    expect(await panel()).toHaveTextContent('“Most rejections” is rejected most often')
  })

  it('shows its figures as a table, intervals and all', async () => {
    const { user } = renderApp('/trends')
    await user.click(await screen.findByRole('button', { name: 'Most rejected topics: show as table' }))
    const table = within(await panel()).getByRole('table')
    expect(within(table).getByRole('row', { name: /^Late refunds/ })).toHaveTextContent(
      'Late refunds6012050.045.055.03050.016.733.3yes',
    )
    expect(within(table).getByRole('row', { name: /^Other \(in no topic\)/ })).toBeVisible()
  })

  it('says so where nothing was rejected, and where nothing has a topic', async () => {
    server.use(
      answer(
        '/api/feedback/analytics/topics',
        topicAnalytics({ items: [topicFigures(0, 20, 0)], other: topicCounts(0, 0, 0), all: counts(20, 20, 0) }),
      ),
    )
    const { unmount } = renderApp('/trends')
    expect(await panel()).toHaveTextContent('No reply was rejected in these days.')
    unmount()

    server.use(answer('/api/feedback/analytics/topics', topicAnalytics({ items: [topicFigures(0, 20, 0)] })))
    const view = renderApp('/trends')
    expect(await panel()).toHaveTextContent('No topic that is shown has a rejection in these days.')
    view.unmount()

    server.use(answer('/api/feedback/analytics/topics', topicAnalytics({ items: [] })))
    renderApp('/trends')
    expect(await panel()).toHaveTextContent('No feedback in these days has found a topic.')
  })

  it('promises no more than it knows while feedback waits for its topic', async () => {
    const progress = topicProgress({ waiting: 900 })
    server.use(
      answer(
        '/api/feedback/analytics/topics',
        topicAnalytics({ progress, items: [topicFigures(0, 20, 0)], all: counts(20, 20, 0) }),
      ),
      answer('/api/feedback/analytics/overrides', overrides([])),
    )
    const { unmount } = renderApp('/trends')
    expect(await panel()).toHaveTextContent('No rejection in these days has found its topic yet.')
    expect(await screen.findByRole('region', { name: 'Frequent override cases' })).toHaveTextContent(
      'Customer messages of these days are still finding their topics.',
    )
    unmount()

    server.use(answer('/api/feedback/analytics/topics', topicAnalytics({ progress, items: [] })))
    renderApp('/trends')
    expect(await panel()).toHaveTextContent('No feedback in these days has found a topic yet.')
  })

  it('says where most messages are in a language that the sentence model doesn’t know', async () => {
    server.use(
      answer('/api/feedback/analytics/topics', topicAnalytics({ progress: topicProgress({ foreignShare: 0.734 }) })),
    )
    const { unmount } = renderApp('/trends')
    expect(await screen.findByRole('note')).toHaveTextContent(
      /^73.4% of the latest customer messages are not in English.*replyloop.topics.model.file/,
    )
    unmount()

    server.use(
      answer('/api/feedback/analytics/topics', topicAnalytics({ progress: topicProgress({ foreignShare: 0.5 }) })),
    )
    renderApp('/trends')
    await panel()
    expect(screen.queryByRole('note')).not.toBeInTheDocument()
  })

  it('leaves the rest of the page standing where it fails', async () => {
    server.use(
      refuse('/api/feedback/analytics/topics', { type: 'x', title: 'Out of order', status: 500, detail: 'Sorry.' }),
    )
    renderApp('/trends')
    expect(await screen.findByText('Out of order')).toBeVisible()
    expect(await screen.findByRole('region', { name: 'Why replies are rejected' })).toBeVisible()
  })
})

describe('how far the topics are', () => {
  const serveProgress = (progress: () => Partial<TopicProgress>) => {
    server.use(
      answer('/api/feedback/analytics/topics', () => topicAnalytics({ progress: topicProgress(progress()) })),
      answer('/api/topics', () => topicList(undefined, topicProgress(progress()))),
    )
  }

  it('follows the learning until the first topics are there', async () => {
    vi.useFakeTimers({
      shouldAdvanceTime: true,
      toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'],
    })
    let progress: Partial<TopicProgress> = { phase: 'LEARNING', messages: 120, waiting: 480 }
    serveProgress(() => progress)
    renderApp('/trends')
    expect(await panel()).toHaveTextContent('Still learning: 120 of 300 messages')
    expect(await panel()).toHaveTextContent('480 verdicts wait for their topic.')
    expect(screen.getByRole('progressbar', { name: 'Messages learned from' })).toHaveAttribute('aria-valuenow', '40')
    expect(screen.queryByRole('region', { name: 'Frequent override cases' })).not.toBeInTheDocument()

    progress = { phase: 'LEARNING', messages: 300 }
    await vi.advanceTimersByTimeAsync(3_100)
    await waitFor(async () => {
      expect(await panel()).toHaveTextContent('Finding the first topics in 300 messages…')
    })

    progress = { phase: 'READY' }
    await vi.advanceTimersByTimeAsync(3_100)
    await waitFor(async () => {
      expect(await names()).toContain('Late refunds')
    })
    expect(await screen.findByRole('region', { name: 'Frequent override cases' })).toBeVisible()
  })

  it('says that topics are switched off', async () => {
    serveProgress(() => ({ phase: 'OFF', messages: 0 }))
    renderApp('/trends')
    expect(await panel()).toHaveTextContent('Topics are switched off.')
    expect(screen.queryByRole('region', { name: 'Frequent override cases' })).not.toBeInTheDocument()
  })

  it('says while it learns that it stands still', async () => {
    serveProgress(() => ({ phase: 'LEARNING', messages: 3, failure: 'The sentence model fails.' }))
    renderApp('/trends')
    expect(await panel()).toHaveTextContent('Topics stand still: The sentence model fails.')
  })

  it.each([
    [{ waiting: 1_234 }, '1,234 verdicts wait for their topic.'],
    [{ waiting: 1 }, '1 verdict waits for its topic.'],
    [{ waiting: 100_000, isWaitingCutOff: true }, 'More than 100,000 verdicts wait for their topic.'],
    [
      { failure: 'The sentence model fails.', waiting: 1 },
      'Topics stand still: The sentence model fails. 1 verdict waits for its topic.',
    ],
    [{ phase: 'REGROUPING' }, 'Regrouping… Topics may change in a moment.'],
    [
      { phase: 'REGROUPING', waiting: 2 },
      'Regrouping… Topics may change in a moment. 2 verdicts wait for their topic.',
    ],
  ] as const)('says what still moves: %o', async (progress, text) => {
    serveProgress(() => progress)
    renderApp('/trends')
    expect(await within(await panel()).findByText(text)).toBeVisible()
    expect(await names()).toContain('Late refunds')
  })
})

describe('corrections', () => {
  it('renames a topic in place, by keyboard too', async () => {
    const sent = serveTopics()
    const { user } = renderApp('/trends')
    const menu = within(await list()).getByRole('button', { name: 'Correct “Late refunds”' })
    menu.focus()
    await user.keyboard('{Enter}')
    const item = await screen.findByRole('menuitem', { name: 'Rename' })
    item.focus()
    await user.keyboard('{Enter}')

    const field = await screen.findByRole('textbox', { name: 'Name' })
    expect(field).toHaveValue('Late refunds')
    await user.clear(field)
    await user.type(field, ' Refunds that take too long {Enter}')
    await waitFor(async () => {
      expect(await names()).toContain('Refunds that take too long')
    })
    expect(sent).toEqual([{ name: 'Refunds that take too long' }])
    await waitFor(() => {
      expect(screen.queryByRole('dialog', { name: 'Rename the topic' })).not.toBeInTheDocument()
    })
    expect(screen.getByRole('button', { name: 'Correct “Refunds that take too long”' })).toHaveFocus()
  })

  it('says at the field that another topic has that name, until something else is typed', async () => {
    serveTopics()
    const { user } = renderApp('/trends')
    await correct(user, 'Late refunds', 'Rename')
    const field = await screen.findByRole('textbox', { name: 'Name' })
    await user.clear(field)
    expect(screen.getByRole('button', { name: 'Rename' })).toBeDisabled()
    await user.type(field, 'Login codes{Enter}')

    await waitFor(() => {
      expect(field).toBeInvalid()
    })
    expect(field).toHaveAccessibleDescription(/There is a topic named Login codes already\./)
    await user.type(field, ' by mail')
    expect(field).toBeValid()
    expect(await names()).toContain('Late refunds')
  })

  it('merges a topic into another one once that is confirmed, and a filter by it moves along', async () => {
    const sent = serveTopics()
    const { user, url } = renderApp(`/trends?topic=${REFUNDS}&topic=${LOGINS}`)
    await correct(user, 'Late refunds', 'Merge into…')
    const dialog = await screen.findByRole('dialog', { name: 'Merge topics' })
    const choice = within(dialog).getByRole('combobox', { name: 'Merge “Late refunds” into' })
    expect(
      within(choice)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['Choose a topic', 'Invoice address', 'Login codes'])
    expect(within(dialog).getByRole('button', { name: 'Merge' })).toBeDisabled()

    await user.selectOptions(choice, 'Login codes')
    expect(dialog).toHaveTextContent(
      'All messages of “Late refunds” move to “Login codes”, and “Late refunds” is gone. This can’t be undone.',
    )
    await user.click(within(dialog).getByRole('button', { name: 'Merge' }))

    await waitFor(async () => {
      expect(await names()).not.toContain('Late refunds')
    })
    expect(sent).toEqual([{ into: LOGINS }])
    await waitFor(() => {
      expect(url()).toBe(`/trends?topic=${LOGINS}`)
    })
  })

  it('merges nothing where that is cancelled', async () => {
    const sent = serveTopics()
    const { user } = renderApp('/trends')
    await correct(user, 'Late refunds', 'Merge into…')
    const dialog = await screen.findByRole('dialog', { name: 'Merge topics' })
    await user.selectOptions(within(dialog).getByRole('combobox'), 'Login codes')
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => {
      expect(dialog).not.toBeInTheDocument()
    })
    expect(sent).toEqual([])
    expect(screen.getByRole('button', { name: 'Correct “Late refunds”' })).toHaveFocus()
  })

  it('splits a message off into a topic of its own', async () => {
    const sent = serveTopics()
    const { user } = renderApp('/trends')
    await correct(user, 'Late refunds', 'Split off a message…')
    const dialog = await screen.findByRole('dialog', { name: 'Split off a message' })
    const choice = await within(dialog).findByRole('radiogroup', { name: 'Which message is about something else?' })
    expect(within(choice).getAllByRole('radio')).toHaveLength(2)
    expect(dialog).toHaveTextContent('The message leaves “Late refunds” for the new topic')

    await user.click(within(choice).getByRole('radio', { name: 'Why was I charged twice?' }))
    expect(within(dialog).getByRole('button', { name: 'Split off' })).toBeDisabled()
    await user.type(within(dialog).getByRole('textbox', { name: 'Name of the new topic' }), ' Double charges {Enter}')

    await waitFor(async () => {
      expect(await names()).toContain('Double charges')
    })
    expect(sent).toEqual([{ messageId: topicDetail().messages[0]?.messageId, name: 'Double charges' }])
    expect(screen.getByText('The message is in “Double charges” now.')).toBeInTheDocument()
    await waitFor(() => {
      expect(dialog).not.toBeInTheDocument()
    })
    expect(screen.getByRole('button', { name: 'Correct “Late refunds”' })).toHaveFocus()
  })

  it.each([
    {
      refused: 'the name',
      problem: { type: 'urn:replyloop:problem:topic-name-taken', status: 409, detail: 'Another topic is called that.' },
      role: 'textbox',
      name: 'Name of the new topic',
      text: 'Another topic is called that.',
    },
    {
      refused: 'a message that moved meanwhile',
      problem: {
        type: 'urn:replyloop:problem:invalid-request',
        status: 400,
        detail: 'messageId must be a message of this topic.',
        violations: [{ field: 'messageId', message: 'must be a message of this topic' }],
      },
      role: 'radiogroup',
      name: 'Which message is about something else?',
      text: 'That message has left the topic. Please choose another one.',
    },
  ])('says where it can’t split off: $refused', async ({ problem, role, name, text }) => {
    serveTopics()
    server.use(
      http.post('*/api/topics/:id/split', () =>
        HttpResponse.json({ title: 'Refused', ...problem }, { status: problem.status }),
      ),
    )
    const { user } = renderApp('/trends')
    await correct(user, 'Late refunds', 'Split off a message…')
    await user.click(await screen.findByRole('radio', { name: 'Why was I charged twice?' }))
    await user.type(screen.getByRole('textbox', { name: 'Name of the new topic' }), 'Double charges{Enter}')

    expect(await screen.findByText(text)).toBeVisible()
    expect(screen.getByRole(role, { name })).toHaveAccessibleDescription(expect.stringContaining(text))
    await user.click(screen.getByRole('radio', { name: 'When does my refund come?' }))
    expect(screen.queryByText(text)).not.toBeInTheDocument()
  })

  it('says where a topic has nothing left to split off', async () => {
    serveTopics()
    server.use(answer('/api/topics/{id}', topicDetail({ messages: [] })))
    const { user } = renderApp('/trends')
    await correct(user, 'Late refunds', 'Split off a message…')
    expect(await screen.findByText('This topic holds no messages any more.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Split off' })).toBeDisabled()
  })

  it('hides a topic, and shows it again', async () => {
    const sent = serveTopics()
    const { user } = renderApp('/trends')
    await correct(user, 'Late refunds', 'Hide')
    await user.click(await screen.findByRole('button', { name: '1 hidden topic' }))
    expect(await names()).not.toContain('Late refunds')

    await user.click(screen.getByRole('button', { name: 'Show again: Late refunds' }))
    await waitFor(async () => {
      expect(await names()).toContain('Late refunds')
    })
    expect(sent).toEqual([{ hidden: true }, { hidden: false }])
    expect(screen.queryByRole('button', { name: '1 hidden topic' })).not.toBeInTheDocument()
  })

  it('says where a correction did not reach anybody', async () => {
    serveTopics([topic(), topic({ id: INVOICES, name: 'Invoice address', hidden: true })])
    server.use(http.patch('*/api/topics/:id', () => HttpResponse.error()))
    const { user } = renderApp('/trends')
    await correct(user, 'Late refunds', 'Hide')
    expect(await screen.findByRole('alert')).toHaveTextContent('ReplyLoop can’t be reached. Please try again.')
    expect(await names()).toContain('Late refunds')
  })
})

it('shows the override cases where the topics can’t be read', async () => {
  server.use(
    refuse('/api/feedback/analytics/topics', {
      type: 'urn:replyloop:problem:overloaded',
      title: 'Too much is waiting',
      status: 503,
      detail: 'Please try again.',
    }),
  )
  renderApp('/trends')
  expect(await screen.findByRole('article', { name: '“Where is my refund?”' })).toBeInTheDocument()
})

describe('frequent override cases', () => {
  const cases = () => screen.findByRole('region', { name: 'Frequent override cases' })

  it('holds what the AI keeps saying against what agents send, word by word', async () => {
    renderApp('/trends?channel=email')
    const card = await within(await cases()).findByRole('article', { name: '“Where is my refund?”' })
    expect(card).toHaveTextContent('12 overrides, 40.0% of those in “Late refunds”')
    expect(within(card).getByRole('deletion')).toHaveTextContent('removed: 5')
    expect(within(card).getByRole('insertion')).toHaveTextContent('added: 14')

    expect(within(card).getByRole('link', { name: /^12 overrides in Replay/ })).toHaveAttribute(
      'href',
      `/replay?from=2026-10-25&to=2026-11-23&channel=email&topic=${REFUNDS}&useful=false&overrideCase=${'c'.repeat(32)}`,
    )
    expect(within(card).getByRole('link', { name: /^The whole topic in Replay/ })).toHaveAttribute(
      'href',
      `/replay?from=2026-10-25&to=2026-11-23&channel=email&topic=${REFUNDS}&useful=false`,
    )
  })

  it('cuts long replies until they are wanted', async () => {
    server.use(
      answer('/api/feedback/analytics/overrides', overrides([overrideCase({ aiReply: 'Wait. '.repeat(100) })])),
    )
    const { user } = renderApp('/trends')
    const more = await screen.findByRole('button', { name: 'Show the whole replies' })
    expect(more).toHaveAttribute('aria-expanded', 'false')
    await user.click(more)
    expect(screen.getByRole('button', { name: 'Show less' })).toHaveAttribute('aria-expanded', 'true')
  })

  it('folds away all but four', async () => {
    const many = Array.from({ length: 6 }, (_, i) =>
      overrideCase({ message: `Question ${i}`, overrideCase: String(i) }),
    )
    server.use(answer('/api/feedback/analytics/overrides', overrides(many)))
    const { user } = renderApp('/trends')
    expect(await within(await cases()).findAllByRole('article')).toHaveLength(4)
    await user.click(within(await cases()).getByRole('button', { name: 'Show all 6' }))
    expect(within(await cases()).getAllByRole('article')).toHaveLength(6)
  })

  it('says so where nobody overrode anything', async () => {
    server.use(answer('/api/feedback/analytics/overrides', overrides([])))
    renderApp('/trends')
    expect(await cases()).toHaveTextContent('No AI reply was replaced more than once within a topic in these days.')
  })
})
