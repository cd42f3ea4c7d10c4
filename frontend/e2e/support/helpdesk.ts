import { randomUUID } from 'node:crypto'
import type { APIRequestContext } from '@playwright/test'
import type { components } from '../../src/api/schema'

type Schemas = components['schemas']
export type NewFeedback = Schemas['NewFeedback']

const MS_PER_DAY = 86_400_000

/** The helpdesk: posts to the backend, into a channel of its own, so that tests don't see each other's feedback. */
export class Helpdesk {
  readonly channel = `e2e-${randomUUID()}`
  readonly #backend: APIRequestContext
  readonly #today: string

  private constructor(backend: APIRequestContext, today: string) {
    this.#backend = backend
    this.#today = today
  }

  static async open(backend: APIRequestContext): Promise<Helpdesk> {
    const about = await backend.get('/api/about')
    const { today } = (await about.json()) as Schemas['About']
    if (today === null) throw new Error('The helpdesk is not known to this backend')
    return new Helpdesk(backend, today)
  }

  /** The reporting day so many days ago. */
  day(daysAgo: number): string {
    return new Date(Date.parse(this.#today) - daysAgo * MS_PER_DAY).toISOString().slice(0, 10)
  }

  /** One feedback, a thumbs-up unless told otherwise; noon lies in the same day in nearly every time zone. */
  feedback({ daysAgo = 0, ...changes }: Partial<NewFeedback> & { daysAgo?: number } = {}): NewFeedback {
    return {
      messageId: randomUUID(),
      message: 'Where is my parcel?',
      aiReply: 'It is on its way.',
      useful: true,
      channel: this.channel,
      ...(daysAgo > 0 ? { occurredAt: `${this.day(daysAgo)}T12:00:00Z` } : {}),
      ...changes,
    }
  }

  /** Posts one, and says what became of it. */
  async post(feedback: NewFeedback): Promise<Schemas['FeedbackReceipt']> {
    const answer = await this.#backend.post('/api/feedback', { data: feedback })
    if (!answer.ok()) throw new Error(`POST /api/feedback: ${answer.status()} ${await answer.text()}`)
    return (await answer.json()) as Schemas['FeedbackReceipt']
  }

  /** Posts many at once; all of them must be taken. */
  async postAll(items: NewFeedback[]): Promise<void> {
    const answer = await this.#backend.post('/api/feedback/batch', { data: { items } })
    if (!answer.ok()) throw new Error(`POST /api/feedback/batch: ${answer.status()} ${await answer.text()}`)
    const { results } = (await answer.json()) as Schemas['BatchReceipt']
    const refused = results.filter(({ status }) => status >= 400)
    if (refused.length > 0) throw new Error(`POST /api/feedback/batch refused ${JSON.stringify(refused)}`)
  }

  /**
   * The topic of a channel whose most typical message has this in it: tests that run at the same time keep apart by asking
   * for different ones.
   */
  async topicAbout(channel: string, text: string): Promise<string> {
    const answer = await this.#backend.get('/api/feedback/analytics/topics', { params: { channel } })
    const { items } = (await answer.json()) as Schemas['TopicAnalytics']
    const found = items.find(({ typicalMessage }) => typicalMessage?.message.includes(text))
    if (!found) throw new Error(`No topic is about “${text}”: ${JSON.stringify(items.map(({ name }) => name))}`)
    return found.id
  }

  async topicNames(): Promise<string[]> {
    const answer = await this.#backend.get('/api/topics')
    return ((await answer.json()) as Schemas['TopicList']).items.map(({ name }) => name)
  }

  async renameTopic(id: string, name: string): Promise<void> {
    const answer = await this.#backend.patch(`/api/topics/${id}`, { data: { name } })
    if (!answer.ok()) throw new Error(`PATCH: ${answer.status()} ${await answer.text()}`)
  }

  async erase(messageId: string): Promise<void> {
    const answer = await this.#backend.delete(`/api/customer-messages/${messageId}`)
    if (answer.status() !== 204) throw new Error(`DELETE: ${answer.status()} ${await answer.text()}`)
  }

  /** The address of a tab that shows this helpdesk's feedback alone. */
  tab(name: 'overview' | 'trends' | 'replay' | 'review', search: Record<string, string> = {}): string {
    return `/${name}?${new URLSearchParams({ channel: this.channel, ...search }).toString()}`
  }
}
