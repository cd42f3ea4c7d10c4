import type { Learning } from '@/api/queries'
import type { TrendPoint } from '@/charts/TrendChart'
import { periodPhrase } from '@/ui/days'
import { count, counted, percent, points, share, wholePercent } from '@/ui/format'
import { wilson } from '@/ui/statistics'

/** With fewer, a share says nothing. */
const TELLING = 10

/** Each day's share known, with what chance would give beside it. */
export function knownPoints({ daily, today }: Learning): TrendPoint[] {
  const shares = daily.map(({ known, judged }) => share(known, judged))
  return daily.map(({ date, known, control, judged }, index) => ({
    day: date,
    part: known,
    whole: judged,
    share: shares[index] ?? null,
    interval: wilson({ part: known, whole: judged }),
    before: { day: date, share: share(control, judged), whole: judged },
    partial: date === today,
    alone: shares[index] !== null && (shares[index - 1] ?? null) === null && (shares[index + 1] ?? null) === null,
  }))
}

/** What agents had taught, in a sentence. */
export function knownSentence(learning: Learning): string {
  const { overrides, judged, known, control, judging, waiting, compared, today } = learning
  const when = inPeriod(periodPhrase(learning, today))
  if (!judging && judged === 0)
    return 'Whether agents had taught an answer is told by meaning, and meanings are not compared here (replyloop.topics.enabled).'
  if (overrides === 0) return `No override ${when}: nothing to learn from.`
  const pending =
    waiting === 0 ? '' : ` ${waiting >= 10_000 ? 'More than 10,000' : count(waiting)} verdicts are still being judged.`
  if (judged === 0) {
    return waiting > 0
      ? pending.trim()
      : `None of the ${counted(overrides, 'override')} ${when} changed enough of the AI’s reply to tell.`
  }
  if (judged < TELLING) {
    return `Too little to tell: of ${counted(judged, 'override')} ${when}, agents had taught ${count(known)} before.${pending}`
  }
  const change =
    compared?.clear === true && compared.difference !== null
      ? ` That is ${compared.difference > 0 ? 'up' : 'down'} ${points(compared.difference)} on the period before.`
      : ''
  return `Of ${counted(judged, 'override')} ${when}, agents had taught ${count(known)} (${wholePercent(known / judged)}) before; chance would give ${wholePercent(control / judged)}.${change}${pending}`
}

const inPeriod = (phrase: string) =>
  phrase === 'today' ? phrase : phrase.startsWith('the last') ? `in ${phrase}` : `of ${phrase}`

/** How often an example would have led the AI astray. */
export function misleadingSentence({ thumbsUp, misleading }: Learning): string | null {
  if (thumbsUp < TELLING) return null
  return `Of ${counted(thumbsUp, 'useful reply', 'useful replies')}, an example would have talked the AI out of ${misleading === 0 ? 'none' : `${count(misleading)} (${percent(misleading / thumbsUp)})`}.`
}

/** What prompts changed, or what to do so that they can. */
export function effectSentence(learning: Learning): string {
  const { effect, promptsAsked, promptsWereAsked, known, judged } = learning
  if (!promptsWereAsked) {
    return judged >= TELLING && known > 0
      ? 'The AI never asked for these answers. Connect POST /api/prompts, and it sees them before it replies.'
      : 'The AI never asked for what agents taught. Connect POST /api/prompts, and it sees their answers before it replies.'
  }
  if (effect === null) {
    return promptsAsked === 0
      ? 'No prompt was asked for in this period.'
      : `${counted(promptsAsked, 'prompt')} asked for; no feedback here names one yet. Send its promptId along with the verdict, and what examples are worth is measured.`
  }
  const { withExamples, heldOut, difference, interval } = effect
  if (difference === null || interval === null) {
    const [arm, how] = withExamples.total > 0 ? [withExamples, 'with examples'] : [heldOut, 'without examples']
    return `Replies made ${how}: ${percent(arm.useful / arm.total)} of ${count(arm.total)} useful. Set replyloop.prompts.holdout, and what examples are worth is measured.`
  }
  const sides = `${percent(withExamples.useful / withExamples.total)} of ${count(withExamples.total)} replies were useful with examples, ${percent(heldOut.useful / heldOut.total)} of ${count(heldOut.total)} without`
  const range = `95% interval ${signed(interval.low)} to ${signed(interval.high)} points`
  if (interval.low <= 0 && interval.high >= 0) return `Too little to tell whether examples help: ${sides} (${range}).`
  return `Examples ${difference > 0 ? 'help' : 'harm'}: ${sides}, ${points(difference)} ${difference > 0 ? 'more' : 'fewer'} (${range}).`
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${(Math.abs(value) * 100).toFixed(1)}`
