import { diffArrays } from 'diff'

export type DiffKind = 'same' | 'removed' | 'added'
export type DiffSegment = { kind: DiffKind; text: string }

export type ReplyDiff =
  | { kind: 'words'; segments: readonly DiffSegment[]; words: Record<DiffKind, number> }
  /** The two replies are too long and too different to compare while somebody waits. */
  | { kind: 'too-large' }

/** The edit distance holds on every machine alike; the clock is for the slow ones. */
const MAX_EDITS = 4_000
const MAX_MILLISECONDS = 120

/** An unchanged stretch of up to this many words may be folded into the changes around it. */
const WORDS_OF_AN_ISLAND = 2

// Segments words in every script, which a list of Latin letters can't.
const segmenter = new Intl.Segmenter('en', { granularity: 'word' })
const aWord = /[\p{L}\p{N}]/u

/** Compares what the AI suggested with what the agent sent, word by word. */
export function diffReplies(aiReply: string, agentReply: string): ReplyDiff {
  const changes = diffArrays(tokens(aiReply), tokens(agentReply), {
    maxEditLength: MAX_EDITS,
    timeout: MAX_MILLISECONDS,
  })
  if (changes === undefined) {
    return { kind: 'too-large' }
  }
  const segments = foldIslands(
    changes.map(({ added, removed, value }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    })),
  )
  return { kind: 'words', segments, words: countWords(segments) }
}

/** One reply's side of the comparison: its whole text, with what the other one lacks. */
export function sideOf(segments: readonly DiffSegment[], side: 'ai' | 'agent'): readonly DiffSegment[] {
  const other: DiffKind = side === 'ai' ? 'added' : 'removed'
  return segments.filter((segment) => segment.kind !== other)
}

function tokens(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

function wordsIn(text: string): number {
  let words = 0
  for (const { isWordLike } of segmenter.segment(text)) {
    if (isWordLike) words += 1
  }
  return words
}

function countWords(segments: readonly DiffSegment[]): Record<DiffKind, number> {
  const words = { same: 0, removed: 0, added: 0 }
  for (const { kind, text } of segments) {
    words[kind] += wordsIn(text)
  }
  return words
}

type Change = { removed: string; added: string }
type Stretch = Change | { same: string }

/**
 * Two rewritten sentences always share a few blanks, commas and small words by accident.
 * Marked one by one they read like confetti, so such islands join the changes on either side.
 */
function foldIslands(segments: readonly DiffSegment[]): DiffSegment[] {
  // Blanks first: what is left are the changes at their true size, against which a word is small or not.
  return fold(fold(pairChanges(segments), isBlank), isSmall).flatMap(toSegments)
}

type IsIsland = (text: string, before: Change, after: Change) => boolean

function fold(stretches: readonly Stretch[], isIsland: IsIsland): Stretch[] {
  const folded: Stretch[] = []
  stretches.forEach((stretch, index) => {
    const before = folded.at(-1)
    if (before === undefined || 'same' in before) {
      folded.push({ ...stretch })
      return
    }
    if ('removed' in stretch) {
      before.removed += stretch.removed
      before.added += stretch.added
      return
    }
    const after = stretches[index + 1]
    if (
      after !== undefined &&
      'removed' in after &&
      mayFold(stretch.same, before, after) &&
      isIsland(stretch.same, before, after)
    ) {
      before.removed += stretch.same
      before.added += stretch.same
      return
    }
    folded.push(stretch)
  })
  return folded
}

function pairChanges(segments: readonly DiffSegment[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const { kind, text } of segments) {
    const last = stretches.at(-1)
    if (kind === 'same') {
      stretches.push({ same: text })
    } else if (last !== undefined && 'removed' in last) {
      last[kind] += text
    } else {
      stretches.push({ removed: '', added: '', [kind]: text })
    }
  }
  return stretches
}

/** Line breaks stay, as they keep a long letter in step; and between mere insertions nothing was replaced. */
function mayFold(text: string, before: Change, after: Change): boolean {
  return !text.includes('\n') && aWord.test(before.removed + after.removed) && aWord.test(before.added + after.added)
}

const isBlank: IsIsland = (text) => wordsIn(text) === 0

const isSmall: IsIsland = (text, before, after) =>
  text.length < weight(before) && text.length < weight(after) && wordsIn(text) <= WORDS_OF_AN_ISLAND

function weight({ removed, added }: Change): number {
  return Math.max(removed.length, added.length)
}

function toSegments(stretch: Stretch): DiffSegment[] {
  const segments: DiffSegment[] =
    'same' in stretch
      ? [{ kind: 'same', text: stretch.same }]
      : [
          { kind: 'removed', text: stretch.removed },
          { kind: 'added', text: stretch.added },
        ]
  return segments.filter(({ text }) => text !== '')
}
