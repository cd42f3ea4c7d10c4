import { expect, test } from 'vitest'
import { learning } from '@/testing/fixtures'
import { effectSentence, knownPoints, knownSentence, misleadingSentence } from './learning'

const arms = (useful: number, total: number, usefulWithout: number, totalWithout: number) => ({
  withExamples: { total, useful, overridden: 0 },
  heldOut: { total: totalWithout, useful: usefulWithout, overridden: 0 },
})

test.each([
  [
    'enough to tell',
    {},
    'Of 214 overrides in the last 30 days, agents had taught 131 (61%) before; chance would give 4%.',
  ],
  [
    'meanings are not compared',
    { judging: false, judged: 0, known: 0 },
    'Whether agents had taught an answer is told by meaning, and meanings are not compared here (replyloop.topics.enabled).',
  ],
  ['none', { overrides: 0, judged: 0, known: 0 }, 'No override in the last 30 days: nothing to learn from.'],
  [
    'few',
    { judged: 3, known: 1 },
    'Too little to tell: of 3 overrides in the last 30 days, agents had taught 1 before.',
  ],
  [
    'light edits alone',
    { overrides: 2, judged: 0, known: 0 },
    'None of the 2 overrides in the last 30 days changed enough of the AI’s reply to tell.',
  ],
  ['what is still to be judged', { judged: 0, known: 0, waiting: 40 }, '40 verdicts are still being judged.'],
  [
    'past days',
    { from: '2026-11-01', to: '2026-11-07', waiting: 10_000 },
    'Of 214 overrides of 1 Nov – 7 Nov 2026, agents had taught 131 (61%) before; chance would give 4%. More than 10,000 verdicts are still being judged.',
  ],
  [
    'a clear change',
    {
      compared: {
        current: { from: '2026-10-25', to: '2026-11-22', judged: 200, known: 122, share: 0.61 },
        previous: { from: '2026-09-26', to: '2026-10-24', judged: 200, known: 90, share: 0.45 },
        difference: 0.16,
        interval: { low: 0.06, high: 0.25 },
        q: 0.001,
        clear: true,
      },
    },
    'Of 214 overrides in the last 30 days, agents had taught 131 (61%) before; chance would give 4%. That is up 16.0 points on the period before.',
  ],
])('says what was known: %s', (_, changes, sentence) => {
  expect(knownSentence(learning(changes))).toBe(sentence)
})

test.each([
  [
    'nobody asks',
    {},
    'The AI never asked for these answers. Connect POST /api/prompts, and it sees them before it replies.',
  ],
  ['not in these days', { promptsWereAsked: true }, 'No prompt was asked for in this period.'],
  [
    'no verdict names one',
    { promptsWereAsked: true, promptsAsked: 12 },
    '12 prompts asked for; no feedback here names one yet. Send its promptId along with the verdict, and what examples are worth is measured.',
  ],
  [
    'nothing is held out',
    { promptsWereAsked: true, effect: { ...arms(80, 100, 0, 0), difference: null, interval: null } },
    'Replies made with examples: 80.0% of 100 useful. Set replyloop.prompts.holdout, and what examples are worth is measured.',
  ],
  [
    'too few',
    {
      promptsWereAsked: true,
      effect: { ...arms(8, 10, 7, 10), difference: 0.1, interval: { low: -0.27, high: 0.43 } },
    },
    'Too little to tell whether examples help: 80.0% of 10 replies were useful with examples, 70.0% of 10 without (95% interval −27.0 to +43.0 points).',
  ],
  [
    'they help',
    {
      promptsWereAsked: true,
      effect: { ...arms(900, 1000, 700, 1000), difference: 0.2, interval: { low: 0.165, high: 0.234 } },
    },
    'Examples help: 90.0% of 1,000 replies were useful with examples, 70.0% of 1,000 without, 20.0 points more (95% interval +16.5 to +23.4 points).',
  ],
  [
    'they harm',
    {
      promptsWereAsked: true,
      effect: { ...arms(700, 1000, 900, 1000), difference: -0.2, interval: { low: -0.234, high: -0.165 } },
    },
    'Examples harm: 70.0% of 1,000 replies were useful with examples, 90.0% of 1,000 without, 20.0 points fewer (95% interval −23.4 to −16.5 points).',
  ],
])('says what prompts changed: %s', (_, changes, sentence) => {
  expect(effectSentence(learning(changes))).toBe(sentence)
})

test('says how often examples would mislead, where there is enough to tell', () => {
  expect(misleadingSentence(learning())).toBe(
    'Of 900 useful replies, an example would have talked the AI out of 9 (1.0%).',
  )
  expect(misleadingSentence(learning({ misleading: 0 }))).toBe(
    'Of 900 useful replies, an example would have talked the AI out of none.',
  )
  expect(misleadingSentence(learning({ thumbsUp: 9, misleading: 1 }))).toBeNull()
})

test('draws chance beside each day, and nothing where nothing was judged', () => {
  const points = knownPoints(
    learning({
      daily: [
        { date: '2026-11-22', overrides: 4, judged: 4, known: 3, control: 1, knownInterval: { low: 0.3, high: 0.95 } },
        { date: '2026-11-23', overrides: 1, judged: 0, known: 0, control: 0, knownInterval: null },
      ],
    }),
  )
  expect(points.map(({ share, before, partial }) => [share, before.share, partial])).toEqual([
    [0.75, 0.25, false],
    [null, null, true],
  ])
})
