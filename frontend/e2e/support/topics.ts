import type { Page } from '@playwright/test'
import type { components } from '../../src/api/schema'

type Schemas = components['schemas']

/** Names, questions and replies that are hard to fit: long, unbroken, from right to left. */
const UNBROKEN = 'W'.repeat(80)

const progress = (changes: Partial<Schemas['TopicProgress']> = {}): Schemas['TopicProgress'] => ({
  phase: 'READY',
  messages: 1_200,
  messagesNeeded: 300,
  waiting: 1_234,
  isWaitingCutOff: false,
  regroupedAt: '2026-11-22T03:00:00Z',
  ...changes,
})

const NAMES = ['Refund delays', UNBROKEN, 'Login codes', 'איפה החבילה שלי', 'Invoice address', 'Cancel an order']
const ids = NAMES.map((_, at) => `01930000-0000-7000-8000-00000000100${at}`)

function counts(notUsefulCount: number, total: number): Schemas['TopicCounts'] {
  const failureRate = total === 0 ? null : notUsefulCount / total
  return {
    total,
    usefulCount: total - notUsefulCount,
    notUsefulCount,
    overriddenCount: Math.floor(notUsefulCount / 2),
    failureRate,
    failureRateLow: failureRate === null ? null : failureRate * 0.8,
    failureRateHigh: failureRate === null ? null : Math.min(1, failureRate * 1.2),
  }
}

/**
 * Stands in for the topics' part of the API alone: which topics there are depends on a model and takes hundreds of
 * messages, and what is looked at here is how they are shown. Corrections are kept, as the backend would.
 */
export class MockedTopics {
  #topics: Schemas['TopicView'][]
  #progress = progress()

  private constructor() {
    this.#topics = NAMES.map((name, at) => ({
      id: ids[at] ?? '',
      name,
      namedByPerson: false,
      hidden: false,
      foundAt: '2026-11-20T03:00:00Z',
      typicalMessage: { messageId: ids[at] ?? '', message: `${name}: when does it come? `.repeat(6) },
    }))
  }

  static async on(page: Page): Promise<MockedTopics> {
    const topics = new MockedTopics()
    await page.route('**/api/topics', (route) => route.fulfill({ json: topics.#list() }))
    await page.route('**/api/topics/*', (route) => {
      const id = new URL(route.request().url()).pathname.split('/').at(-1)
      const correction = route.request().postDataJSON() as Schemas['CorrectTopic']
      topics.#topics = topics.#topics.map((topic) =>
        topic.id === id
          ? { ...topic, ...correction, name: correction.name ?? topic.name, hidden: correction.hidden ?? topic.hidden }
          : topic,
      )
      return route.fulfill({ json: topics.#topics.find((topic) => topic.id === id) })
    })
    await page.route('**/api/topics/*/merge', (route) => {
      const id = new URL(route.request().url()).pathname.split('/').at(-2)
      const { into } = route.request().postDataJSON() as Schemas['MergeTopic']
      topics.#topics = topics.#topics.filter((topic) => topic.id !== id)
      return route.fulfill({ json: topics.#topics.find((topic) => topic.id === into) })
    })
    await page.route(/\/api\/feedback\/analytics\/topics/, (route) => route.fulfill({ json: topics.#analytics() }))
    await page.route(/\/api\/feedback\/analytics\/overrides/, (route) => route.fulfill({ json: topics.#overrides() }))
    return topics
  }

  /** How far the topics are from now on. */
  be(changes: Partial<Schemas['TopicProgress']>) {
    this.#progress = progress(changes)
  }

  #list(): Schemas['TopicList'] {
    return { progress: this.#progress, items: this.#topics }
  }

  #analytics(): Schemas['TopicAnalytics'] {
    const dailyBreakdown = Array.from({ length: 30 }, (_, at) => ({
      date: new Date(Date.UTC(2026, 9, 25 + at)).toISOString().slice(0, 10),
      useful: 2,
      total: 2 + ((at * 7) % 5),
    }))
    return {
      from: '2026-10-25',
      to: '2026-11-23',
      timeZone: 'UTC',
      today: '2026-11-23',
      progress: this.#progress,
      items: this.#topics
        .filter(({ hidden }) => !hidden)
        .map(({ id, name, namedByPerson, foundAt, typicalMessage }, at) => ({
          id,
          name,
          namedByPerson,
          foundAt,
          typicalMessage,
          isNew: at < 2,
          ...counts(Math.max(0, 124 - 20 * at), 360),
          previous: counts(60, 360),
          dailyBreakdown,
        })),
      other: { ...counts(40, 200), previous: counts(38, 190), dailyBreakdown },
    }
  }

  #overrides(): Schemas['Overrides'] {
    const [first] = this.#topics
    const common = { topic: { id: first?.id ?? '', name: first?.name ?? '' }, feedbackId: ids[0] ?? '', messageId: '' }
    return {
      from: '2026-10-25',
      to: '2026-11-23',
      timeZone: 'UTC',
      items: [
        {
          ...common,
          message: 'Where is my refund? I sent the parcel back two weeks ago.',
          aiReplyId: 'a'.repeat(64),
          aiReply: 'Hi,\n\nrefunds take up to 5 days. Please wait a little longer.',
          agentReply: 'Hi,\n\nI have found your return and sent the refund today. It takes up to 2 days.',
          count: 34,
          share: 0.42,
        },
        {
          ...common,
          message: UNBROKEN.repeat(4),
          aiReplyId: 'b'.repeat(64),
          aiReply: UNBROKEN.repeat(10),
          agentReply: 'Please wait. '.repeat(60),
          count: 5,
          share: 0.06,
        },
      ],
    }
  }
}
