import type { DiffKind, DiffSegment } from './reply-diff'
import { foldText, searchWords } from './search-fold'

export type TextPiece = { text: string; hit: boolean }
export type MarkedSegment = { kind: DiffKind; pieces: TextPiece[] }

/** The API takes a search of at most this many code points. */
export const LONGEST_SEARCH = 200

/** Cuts a search to what the API takes, never through a surrogate pair. */
export function limitSearch(typed: string): string {
  // `length` counts UTF-16 units, never fewer than the code points.
  return typed.length <= LONGEST_SEARCH ? typed : [...typed].slice(0, LONGEST_SEARCH).join('')
}

/** Splits a text where a word of the search hits it, by the rule that found it. */
export function highlight(text: string, search: string | undefined): TextPiece[] {
  return runs(text, hitMask(text, search))
}

/** Splits a comparison where the search hits either reply, across segments too. */
export function highlightDiff(segments: readonly DiffSegment[], search: string | undefined): MarkedSegment[] {
  const ai = hitMask(joined(segments, 'added'), search)
  const agent = hitMask(joined(segments, 'removed'), search)
  let aiOffset = 0
  let agentOffset = 0
  return segments.map(({ kind, text }) => {
    const mask = new Uint8Array(text.length)
    if (kind !== 'added') {
      ai.subarray(aiOffset, aiOffset + text.length).forEach((hit, at) => (mask[at] ||= hit))
      aiOffset += text.length
    }
    if (kind !== 'removed') {
      agent.subarray(agentOffset, agentOffset + text.length).forEach((hit, at) => (mask[at] ||= hit))
      agentOffset += text.length
    }
    return { kind, pieces: runs(text, mask) }
  })
}

/**
 * The part of a text that a list shows: its beginning, or the words around the first hit, early enough in it that
 * a narrow row doesn't cut it off. Blank space is folded, as a list has no room for it.
 */
export function excerpt(text: string, search: string | undefined, length: number): string {
  const folded = text.replace(/\s+/gu, ' ').trim()
  const firstHit = hitMask(folded, search).indexOf(1)
  const lead = Math.floor(length / 5)
  const from = firstHit <= 2 * lead ? 0 : wordStart(folded, firstHit - lead, firstHit)
  const to = wordEnd(folded, from + length, from)
  return `${from > 0 ? '… ' : ''}${folded.slice(from, to).trim()}${to < folded.length ? ' …' : ''}`
}

function joined(segments: readonly DiffSegment[], without: DiffKind): string {
  return segments
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('')
}

/** One byte for each UTF-16 unit of the text: 1 where a word of the search hits it, in either reading of its umlauts. */
function hitMask(text: string, search: string | undefined): Uint8Array {
  const mask = new Uint8Array(text.length)
  const words = search === undefined ? [] : searchWords(search)
  if (words.length === 0) return mask
  for (const reading of [0, 1] as const) {
    const { text: folded, starts, ends } = foldText(text, reading === 1)
    for (const word of new Set(words.map((readings) => readings[reading]))) {
      for (let at = folded.indexOf(word); at !== -1; at = folded.indexOf(word, at + word.length)) {
        mask.fill(1, starts[at], ends[at + word.length - 1])
      }
    }
  }
  // Words that stand beside each other are one hit to the eye.
  for (const { index, 0: space } of text.matchAll(/\s+/gu)) {
    if (mask[index - 1] === 1 && mask[index + space.length] === 1) mask.fill(1, index, index + space.length)
  }
  return mask
}

function runs(text: string, mask: Uint8Array): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (let at = 1; at <= text.length; at += 1) {
    if (at === text.length || mask[at] !== mask[from]) {
      pieces.push({ text: text.slice(from, at), hit: mask[from] === 1 })
      from = at
    }
  }
  return pieces
}

/** The first word that begins at or after `wish`; failing that, `wish` off any surrogate pair. */
function wordStart(text: string, wish: number, latest: number): number {
  const space = text.indexOf(' ', wish)
  return space !== -1 && space < latest ? space + 1 : betweenPairs(text, wish)
}

/** The end of the last word that ends at or before `wish`. */
function wordEnd(text: string, wish: number, earliest: number): number {
  if (wish >= text.length) return text.length
  const space = text.lastIndexOf(' ', wish)
  // Half the room is too much to give up for a word's sake.
  return space > (earliest + wish) / 2 ? space : betweenPairs(text, wish)
}

function betweenPairs(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}
