// The feedback that the reads are measured on: the same for the same number, so that a load that was cut off goes on.
import { createHash } from 'node:crypto'

export const DAYS = 400
export const BATCH = 1000
const VOCABULARY = 20_000
const ZIPF_REPLIES = 5_000
const UNIQUE_REPLIES = 0.7
const THUMBS_DOWN = 0.3
// So seldom that a walk through the newest would look for long.
const RARE_CHANNEL_ONE_IN = 200_000
const CHANNELS = ['email', 'chat', 'phone']
const MODELS = ['reply-4', 'reply-5']
const REASONS = ['INCORRECT', 'INCOMPLETE', 'IRRELEVANT', 'OUTDATED', 'TONE', 'OTHER']
const SYLLABLES = 'ba be bi bo bu da de di do du fa fe fi fo fu ga ge gi go gu ka ke ki ko ku la le li lo lu'.split(' ')

export const RARE_CHANNEL = 'fax'

/** A word of the vocabulary; each occurs about as often as the reciprocal of its rank, from 1. */
export function word(rank) {
  let rest = rank * 7919
  let text = ''
  for (let i = 0; i < 4; i++) {
    text += SYLLABLES[rest % SYLLABLES.length]
    rest = Math.floor(rest / SYLLABLES.length)
  }
  return text
}

/** An AI reply that is given again and again, by its rank from 1. */
export function repeatedReply(rank) {
  const dice = new Dice(rank)
  return `Answer ${rank}. ${dice.words(10)}`
}

export function aiReplyId(text) {
  return createHash('sha256').update(text).digest('hex')
}

/** The items of one batch out of `count` feedback, which are spread evenly over the days before `until`. */
export function batch(number, count, until) {
  const dice = new Dice(1_000_003 + number)
  const millis = (DAYS * 86_400_000) / count
  const start = until - DAYS * 86_400_000
  return Array.from({ length: Math.min(BATCH, count - number * BATCH) }, (_, i) =>
    feedback(dice, new Date(start + Math.floor((number * BATCH + i) * millis)).toISOString()),
  )
}

function feedback(dice, occurredAt) {
  const key = dice.hex(8)
  const useful = dice.next() >= THUMBS_DOWN
  return {
    messageId: `${key}-${dice.hex(4)}-4${dice.hex(3)}-8${dice.hex(3)}-${dice.hex(8)}${dice.hex(4)}`,
    message: `Order ${key}: ${dice.words(10)}`,
    aiReply: dice.next() < UNIQUE_REPLIES ? `Case ${key}. ${dice.words(10)}` : repeatedReply(dice.zipf(ZIPF_REPLIES)),
    useful,
    ...(useful ? {} : { agentReply: `Dear customer, ${dice.words(10)}`, reason: dice.any(REASONS) }),
    channel: dice.below(RARE_CHANNEL_ONE_IN) === 0 ? RARE_CHANNEL : dice.any(CHANNELS),
    model: dice.any(MODELS),
    agentId: `agent-${dice.below(40)}`,
    occurredAt,
  }
}

/** Random numbers that are the same for the same seed (mulberry32). */
class Dice {
  #state

  constructor(seed) {
    this.#state = seed >>> 0
  }

  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = this.#state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  below(limit) {
    return Math.floor(this.next() * limit)
  }

  any(list) {
    return list[this.below(list.length)]
  }

  /** From 1 on; the chance of each is about the reciprocal of its number. */
  zipf(limit) {
    return Math.min(limit, Math.floor((limit + 1) ** this.next()))
  }

  hex(digits) {
    return this.below(16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  }

  words(count) {
    return Array.from({ length: count }, () => word(this.zipf(VOCABULARY))).join(' ')
  }
}
