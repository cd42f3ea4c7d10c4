import * as z from 'zod/mini'
import { lastDays, type Period } from './days'

/*
 * What the URL of each tab can say. A hand-edited or outdated link must open something sensible: what does not
 * parse is dropped, never an error.
 */

/** Set and sensible, or not set at all. */
function lenient<T extends z.ZodMiniType>(schema: T) {
  return z.catch(z.optional(schema), undefined)
}

const day = lenient(z.iso.date())
const text = lenient(z.string().check(z.minLength(1)))

/** A repeatable filter. An empty value stands for "has none", as it does in the API. */
const values = lenient(
  z.pipe(
    z.union([z.string(), z.array(z.string()).check(z.minLength(1))]),
    z.transform((value) => [...new Set([value].flat())]),
  ),
)

/** Topics by id, the empty value for "in none". What is no id is dropped, so that the rest of a link still counts. */
const topics = lenient(
  z.pipe(
    values,
    z.transform((ids) => {
      const known = ids?.filter((id) => id === '' || z.uuid().safeParse(id).success)
      return known?.length ? known : undefined
    }),
  ),
)

const verdict = lenient(
  z.union([
    z.boolean(),
    z.pipe(
      z.enum(['true', 'false', 'all']),
      z.transform((value) => (value === 'all' ? value : value === 'true')),
    ),
  ]),
)

/** The last so many days, whenever the link is opened. */
export const PRESETS = ['7d', '30d', '90d'] as const
export type Preset = (typeof PRESETS)[number]

const windowFields = z.object({
  period: lenient(z.enum(PRESETS)),
  from: day,
  to: day,
  channel: values,
  model: values,
  reason: values,
  topic: topics,
})
const replayFields = z.extend(windowFields, {
  q: text,
  aiReplyId: text,
  agentId: text,
  overrideCase: lenient(z.string().check(z.regex(/^[0-9a-f]{32}$/))),
  useful: verdict,
  // Kept as it is: who opens a damaged link must be told.
  feedbackId: text,
})

const promptFields = z.object({ feedbackId: text })

/** A window needs both its ends, in order. It outweighs a preset. */
function wholeWindow<T extends Days>(search: T): T {
  const { from, to } = search
  return from !== undefined && to !== undefined && from <= to
    ? { ...search, period: undefined }
    : { ...search, from: undefined, to: undefined }
}

export const windowSearchSchema = z.pipe(windowFields, z.transform(wholeWindow))
export const replaySearchSchema = z.pipe(replayFields, z.transform(wholeWindow))

/** Period and filters, shared by all tabs. No days and no preset: the last 30 days (Replay: all time). */
export type WindowSearch = z.output<typeof windowFields>

export const promptSearchSchema = promptFields

/** The feedback whose message is tried; none: whatever is written. */
export type PromptSearch = z.output<typeof promptFields>

/** The days, as a preset or one by one; what is not said is undefined, so that it can replace what was. */
export type Days = Pick<WindowSearch, 'period' | 'from' | 'to'>

/** The days of a preset, counted back from today. */
export const presetDays = (preset: Preset, today: string): Period => lastDays(today, Number.parseInt(preset, 10))

/** Replay's own: search text, one AI reply, one override case, the verdict (rejected if not said), and the feedback that is open. */
export type ReplaySearch = z.output<typeof replayFields>

/** What the tabs share, without what belongs to one of them. */
export function windowOf({ period, from, to, channel, model, reason, topic }: WindowSearch): WindowSearch {
  return { period, from, to, channel, model, reason, topic }
}

/**
 * What Replay shows of the rejections that an answer counted. Replay shows all time unless told otherwise; a
 * figure's link must lead to exactly what it counted.
 */
export function rejectionsBehind(filters: WindowSearch, counted: { from: string; to: string }): ReplaySearch {
  return { ...windowOf(filters), period: undefined, from: counted.from, to: counted.to, useful: false }
}

/** Every filter taken away; the days stay. */
export const NO_FILTERS = { channel: undefined, model: undefined, reason: undefined, topic: undefined } as const

/** Whether anything but the days keeps feedback out. */
export const isFiltered = (search: WindowSearch) =>
  (Object.keys(NO_FILTERS) as (keyof typeof NO_FILTERS)[]).some((filter) => search[filter] !== undefined)
