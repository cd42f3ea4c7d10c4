import type {
  About,
  Analytics,
  Breakdown,
  BreakdownItem,
  Comparison,
  Dimension,
  ExportSummary,
  FeedbackDetail,
  FeedbackView,
  LearnedPrompt,
  Learning,
  OtherFigures,
  OverrideCase,
  Overrides,
  ReviewItem,
  TopNegativeMessage,
  Topic,
  TopicAnalytics,
  TopicDetail,
  TopicFigures,
  TopicList,
  TopicProgress,
} from '@/api/queries'
import type { components } from '@/api/schema'
import type { Session } from '@/api/session'
import { addDays, lastDays } from '@/api/days'

/*
 * One small world for all tests: 30 days up to 23 November 2026, 300 verdicts a period, 80% useful before and 70%
 * now. Each factory takes what a test cares about and fills in the rest.
 */

export const TODAY = '2026-11-23'

export const about = (changes: Partial<About> = {}): About & { live: boolean } => ({
  live: true,
  version: '0.1.0',
  timeZone: 'Europe/Berlin',
  today: TODAY,
  demo: null,
  ...changes,
})

/** The user of a trial may do everything. */
export const session = (changes: Partial<Session> = {}): Session => ({
  account: null,
  roles: ['VIEWER', 'REVIEWER', 'DEVELOPER', 'PRIVACY', 'ADMIN'],
  trial: true,
  ...changes,
})

const days = (from: string, useful: number, total: number) =>
  Array.from({ length: 30 }, (_, index) => ({ date: addDays(from, index), useful, total }))

/** So many of so many, and before: the 29 whole days of the window that ends today, against as many. 5 points are clear. */
export const compared = (
  part: number,
  base: number,
  partBefore: number,
  baseBefore: number,
  changes: Partial<Comparison> = {},
): Comparison => {
  const { from } = lastDays(TODAY, 30)
  const side = (first: string, last: string, some: number, of: number) => ({
    from: first,
    to: last,
    total: of,
    usefulCount: of - some,
    notUsefulCount: some,
    overriddenCount: 0,
    base: of,
    share: of === 0 ? null : some / of,
  })
  const difference = base === 0 || baseBefore === 0 ? null : part / base - partBefore / baseBefore
  return {
    measure: 'NOT_USEFUL',
    current: side(from, addDays(TODAY, -1), part, base),
    previous: side(addDays(from, -29), addDays(from, -1), partBefore, baseBefore),
    difference,
    interval: difference === null ? null : { low: difference - 0.05, high: difference + 0.05 },
    q: difference === null ? null : Math.abs(difference) < 0.05 ? 0.5 : 0.001,
    clear: difference !== null && Math.abs(difference) >= 0.05,
    ...changes,
  }
}

export const analytics = (changes: Partial<Analytics> = {}): Analytics => {
  const { from, to } = lastDays(TODAY, 30)
  const before = addDays(from, -30)
  return {
    from,
    to,
    today: TODAY,
    timeZone: 'Europe/Berlin',
    total: 300,
    usefulCount: 210,
    notUsefulCount: 90,
    overriddenCount: 60,
    dailyBreakdown: days(from, 7, 10),
    previous: {
      from: before,
      to: addDays(from, -1),
      total: 300,
      usefulCount: 240,
      notUsefulCount: 60,
      overriddenCount: 45,
      dailyBreakdown: days(before, 8, 10),
    },
    compared: compared(87, 290, 58, 290),
    overriddenCompared: compared(58, 290, 47, 290, { measure: 'OVERRIDDEN' }),
    lastWeekCompared: compared(21, 70, 21, 70),
    topNegativeMessages: [
      rejected({ message: 'Where is my refund?', rejections: 12, lastRejectedAt: '2026-11-20T09:00:00Z' }),
      rejected({
        feedbackId: '01930000-0000-7000-8000-000000000002',
        message: 'App crashes at login',
        aiReplyId: 'b'.repeat(64),
        aiReply: 'Please restart your phone.',
        agentReply: null,
        rejections: 5,
        lastRejectedAt: '2026-11-22T18:30:00Z',
      }),
    ],
    ...changes,
  }
}

/** Nothing was ever posted. */
export const noFeedback = (): Analytics => {
  const { from, to, previous } = analytics()
  const none = { total: 0, usefulCount: 0, notUsefulCount: 0, overriddenCount: 0 }
  return analytics({
    ...none,
    dailyBreakdown: days(from, 0, 0),
    previous: { ...previous, ...none, dailyBreakdown: days(previous.from, 0, 0) },
    compared: compared(0, 0, 0, 0),
    overriddenCompared: compared(0, 0, 0, 0, { measure: 'OVERRIDDEN' }),
    lastWeekCompared: compared(0, 0, 0, 0),
    topNegativeMessages: [],
    to,
  })
}

export const rejected = (changes: Partial<TopNegativeMessage> = {}): TopNegativeMessage => ({
  feedbackId: '01930000-0000-7000-8000-000000000001',
  messageId: '01930000-0000-7000-8000-00000000a001',
  message: 'Where is my refund?',
  aiReplyId: 'a'.repeat(64),
  aiReply: 'Refunds take up to 5 days.',
  agentReply: 'I have sent your refund today.',
  rejections: 1,
  lastRejectedAt: '2026-11-20T09:00:00Z',
  ...changes,
})

export const counts = (total: number, usefulCount: number, overriddenCount: number) => ({
  total,
  usefulCount,
  notUsefulCount: total - usefulCount,
  overriddenCount,
})

/** An item's part of all, and before. */
export const partCompared = (part: number, all: number, partBefore: number, allBefore: number) =>
  compared(part, all, partBefore, allBefore, { measure: 'PART_OF_ALL' })

const VALUES: Record<Dimension, BreakdownItem[]> = {
  channel: [
    { value: 'email', ...counts(180, 108, 44), previous: counts(180, 144, 25), compared: compared(72, 180, 36, 180) },
    { value: 'chat', ...counts(110, 94, 14), previous: counts(110, 92, 18), compared: compared(16, 110, 18, 110) },
    {
      value: null,
      ...counts(10, 8, 2),
      previous: counts(10, 4, 2),
      compared: compared(2, 10, 6, 10, { q: 0.2, clear: false }),
    },
  ],
  model: [
    { value: 'atlas-2', ...counts(200, 150, 40), previous: counts(0, 0, 0), compared: compared(50, 200, 0, 0) },
    { value: 'atlas-1', ...counts(100, 60, 20), previous: counts(300, 240, 45), compared: compared(40, 100, 60, 300) },
  ],
  reason: [
    { value: 'INCORRECT', ...counts(50, 0, 40), previous: counts(20, 0, 15), compared: partCompared(50, 90, 20, 60) },
    { value: 'TONE', ...counts(25, 0, 12), previous: counts(25, 0, 20), compared: partCompared(25, 90, 19, 60) },
    { value: null, ...counts(15, 0, 8), previous: counts(15, 0, 10), compared: partCompared(15, 90, 9, 60) },
  ],
}

export const breakdown = (by: Dimension, items: BreakdownItem[] = VALUES[by]): Breakdown => ({
  by,
  ...lastDays(TODAY, 30),
  timeZone: 'Europe/Berlin',
  items,
})

export const feedback = (changes: Partial<FeedbackView> = {}): FeedbackView => ({
  id: '01930000-0000-7000-8000-000000000001',
  messageId: '01930000-0000-7000-8000-00000000a001',
  message: 'Where is my refund?',
  aiReplyId: 'a'.repeat(64),
  aiReply: 'Refunds take up to 5 days.',
  useful: false,
  agentReply: 'I have sent your refund today.',
  overridden: true,
  reason: 'INCORRECT',
  comment: null,
  agentId: 'agent-7',
  channel: 'email',
  model: 'atlas-2',
  occurredAt: '2026-11-20T09:00:00Z',
  receivedAt: '2026-11-20T09:00:01Z',
  promptId: null,
  traceId: null,
  ...changes,
})

export const feedbackPage = (
  items: FeedbackView[] = [feedback()],
  nextCursor: string | null = null,
): components['schemas']['FeedbackPage'] => ({ items, nextCursor })

export const feedbackDetail = (changes: Partial<FeedbackDetail> = {}): FeedbackDetail => ({
  ...feedback(),
  written: null,
  context: [],
  trainingPrompt: {
    id: '01930000-0000-7000-8000-0000000000f1',
    feedbackId: '01930000-0000-7000-8000-000000000001',
    messageId: '01930000-0000-7000-8000-00000000a001',
    prompt: 'Customer Message:\nWhere is my refund?',
    rating: 0,
    createdAt: '2026-11-20T09:00:01Z',
    updatedAt: '2026-11-20T09:00:01Z',
    review: 'PENDING',
    changedSinceReview: false,
    taughtReply: null,
    editedReply: null,
    note: null,
    reviewedBy: null,
    reviewedAt: null,
    revision: '0123456789abcdef-0',
  },
  ...changes,
})

const SUMS = { overrides: 240, judged: 214, covered: 200, known: 131, control: 9, thumbsUp: 900, misleading: 9 }

/** What agents have taught in the last 30 days: on each of them the same. */
export const learning = (changes: Partial<Learning> = {}): Learning => ({
  ...lastDays(TODAY, 30),
  timeZone: 'Europe/Berlin',
  today: TODAY,
  ...SUMS,
  knownInterval: { low: 0.55, high: 0.68 },
  controlInterval: { low: 0.02, high: 0.08 },
  daily: Array.from({ length: 30 }, (_, index) => ({
    date: addDays(lastDays(TODAY, 30).from, index),
    overrides: 8,
    judged: 7,
    known: 4,
    control: 0,
    knownInterval: { low: 0.25, high: 0.84 },
  })),
  promptsAsked: 0,
  promptsWereAsked: false,
  effect: null,
  judging: true,
  waiting: 0,
  previous: { from: '2026-09-25', to: '2026-10-24', ...SUMS },
  compared: null,
  ...changes,
})

export const learnedPrompt = (changes: Partial<LearnedPrompt> = {}): LearnedPrompt => ({
  promptId: null,
  messages: [
    { role: 'system', content: 'The conversation begins with examples.' },
    { role: 'user', content: '<customer_message>\nWhere is my money?\n</customer_message>' },
    { role: 'assistant', content: 'I have sent your refund today.' },
    { role: 'user', content: '<customer_message>\nMy refund is late\n</customer_message>' },
  ],
  examples: [
    {
      feedbackId: '01930000-0000-7000-8000-000000000001',
      message: 'Where is my money?',
      reply: 'I have sent your refund today.',
      kind: 'OVERRIDE',
      trust: 'AGREED',
      similarity: 0.914,
    },
  ],
  foundBy: 'MEANING',
  heldOut: false,
  waiting: 0,
  ...changes,
})

export const storedPrompt = (changes: Partial<components['schemas']['StoredPrompt']> = {}) => ({
  id: '01930000-0000-7000-8000-0000000000e1',
  askedAt: '2026-11-20T08:59:00Z',
  heldOut: false,
  examples: [
    {
      feedbackId: '01930000-0000-7000-8000-000000000002',
      message: 'My money is still not here',
      reply: 'Dear [NAME], it is on its way.',
      kind: 'OVERRIDE' as const,
      similarity: 0.88,
    },
  ],
  gone: 1,
  ...changes,
})

export const topicProgress = (changes: Partial<TopicProgress> = {}): TopicProgress => ({
  phase: 'READY',
  messages: 1_200,
  messagesNeeded: 300,
  waiting: 0,
  isWaitingCutOff: false,
  regroupedAt: '2026-11-22T03:00:00Z',
  foreignShare: 0,
  failure: null,
  ...changes,
})

const topicId = (number: number) => `01930000-0000-7000-8000-0000000010${String(number).padStart(2, '0')}`

export const REFUNDS = topicId(1)
export const LOGINS = topicId(2)
export const INVOICES = topicId(3)

export const topic = (changes: Partial<Topic> = {}): Topic => ({
  id: REFUNDS,
  name: 'Late refunds',
  namedByPerson: false,
  hidden: false,
  foundAt: '2026-11-01T03:00:00Z',
  typicalMessage: { messageId: '01930000-0000-7000-8000-00000000a001', message: 'When does my refund come?' },
  ...changes,
})

export const topicList = (
  items: Topic[] = [
    topic({ id: INVOICES, name: 'Invoice address' }),
    topic({ id: REFUNDS, name: 'Late refunds' }),
    topic({ id: LOGINS, name: 'Login codes' }),
  ],
  progress: TopicProgress = topicProgress(),
): TopicList => ({ progress, items })

export const topicDetail = (changes: Partial<TopicDetail> = {}): TopicDetail => ({
  ...topic(),
  messages: [
    { messageId: '01930000-0000-7000-8000-00000000a003', message: 'Why was I charged twice?', byPerson: false },
    { messageId: '01930000-0000-7000-8000-00000000a001', message: 'When does my refund come?', byPerson: false },
  ],
  ...changes,
})

/** What is counted of a topic, or of what is in none: so many of so many rejected, and so many before. */
export const topicCounts = (notUseful: number, total: number, notUsefulBefore: number): OtherFigures => {
  const { from } = lastDays(TODAY, 30)
  const of = (rejected: number) => ({
    ...counts(total, total - rejected, Math.floor(rejected / 2)),
    failureRate: total === 0 ? null : rejected / total,
    failureRateLow: total === 0 ? null : Math.max(0, rejected / total - 0.05),
    failureRateHigh: total === 0 ? null : Math.min(1, rejected / total + 0.05),
  })
  return {
    ...of(notUseful),
    previous: of(notUsefulBefore),
    compared: compared(notUseful, total, notUsefulBefore, total),
    dailyBreakdown: Array.from({ length: 30 }, (_, index) => ({
      date: addDays(from, index),
      useful: index === 0 ? total - notUseful : 0,
      total: index === 0 ? total : 0,
    })),
  }
}

export const topicFigures = (
  notUseful: number,
  total: number,
  notUsefulBefore: number,
  changes: Partial<TopicFigures> = {},
): TopicFigures => {
  const { id, name, namedByPerson, foundAt, typicalMessage } = topic()
  return {
    id,
    name,
    namedByPerson,
    foundAt,
    isNew: false,
    typicalMessage,
    ...topicCounts(notUseful, total, notUsefulBefore),
    ...changes,
  }
}

export const topicAnalytics = (changes: Partial<TopicAnalytics> = {}): TopicAnalytics => ({
  ...lastDays(TODAY, 30),
  timeZone: 'Europe/Berlin',
  today: TODAY,
  progress: topicProgress(),
  items: [
    topicFigures(60, 120, 20),
    topicFigures(20, 100, 19, {
      id: LOGINS,
      name: 'Login codes',
      isNew: true,
      typicalMessage: { messageId: '01930000-0000-7000-8000-00000000a002', message: 'My code never arrives.' },
    }),
    topicFigures(0, 50, 0, { id: INVOICES, name: 'Invoice address', typicalMessage: null }),
  ],
  other: topicCounts(10, 30, 10),
  // A hidden topic has ten of the rejections.
  all: counts(320, 220, 50),
  ...changes,
})

export const overrideCase = (changes: Partial<OverrideCase> = {}): OverrideCase => ({
  topic: { id: REFUNDS, name: 'Late refunds' },
  overrideCase: 'c'.repeat(32),
  feedbackId: '01930000-0000-7000-8000-000000000001',
  messageId: '01930000-0000-7000-8000-00000000a001',
  message: 'Where is my refund?',
  aiReplyId: 'a'.repeat(64),
  aiReply: 'Refunds take up to 5 days.',
  agentReply: 'Refunds take up to 14 days.',
  count: 12,
  share: 0.4,
  compared: partCompared(12, 30, 6, 30),
  ...changes,
})

export const overrides = (items: OverrideCase[] = [overrideCase()]): Overrides => ({
  ...lastDays(TODAY, 30),
  timeZone: 'Europe/Berlin',
  items,
})

export const reviewItem = (item?: FeedbackDetail, changes: Partial<ReviewItem> = {}): ReviewItem => ({
  ...(item ? { item, reservedUntil: '2026-11-23T12:05:00Z' } : {}),
  left: { count: item ? 2 : 0, more: false },
  reservedByOthers: 0,
  doneToday: 0,
  ...changes,
})

export const exportSummary = (changes: Partial<ExportSummary> = {}): ExportSummary => ({
  trainingPrompts: 3,
  waiting: 0,
  rows: [
    { format: 'prompt', rows: 3 },
    { format: 'trl-sft', rows: 2 },
    { format: 'trl-dpo', rows: 1 },
    { format: 'trl-kto', rows: 4 },
    { format: 'openai-sft', rows: 2 },
    { format: 'openai-preference', rows: 1 },
    { format: 'bedrock', rows: 2 },
    { format: 'gemini', rows: 2 },
  ],
  leftOut: [
    { cause: 'EXCLUDED', trainingPrompts: 1 },
    { cause: 'DUPLICATE', trainingPrompts: 5 },
  ],
  characters: 420,
  firstAt: '2026-11-01T09:00:00Z',
  lastAt: '2026-11-20T09:00:00Z',
  kto: { desirable: 1, undesirable: 3, desirableWeight: 3, undesirableWeight: 1 },
  ...changes,
})
