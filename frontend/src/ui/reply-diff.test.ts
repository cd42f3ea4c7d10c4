import { describe, expect, it } from 'vitest'
import { diffReplies, sideOf, type DiffSegment, type ReplyDiff } from './reply-diff'

describe('diffReplies', () => {
  it('marks the words that differ and keeps the rest', () => {
    expect(marked('Refunds take 14 days to arrive.', 'Refunds take 30 days to arrive.')).toBe(
      'Refunds take [-14-]{+30+} days to arrive.',
    )
  })

  it('joins back to both replies, whatever is in them', () => {
    const replies = [
      '',
      ' ',
      'Hello Anna,\n\nyour parcel is on its way.\n\nKind regards\nMia',
      'Hello Anna!\r\n\r\nYour parcel is lost; we send another one today.\r\n\tMia',
      '请重启您的路由器。',
      '请先重启您的调制解调器。',
      'שלום, החבילה בדרך',
      'It’s 5 % off 👩‍👩‍👧 — don’t wait!',
      'a  b   c',
      'https://example.com/a?b=c&d=e',
    ]
    for (const ai of replies) {
      for (const agent of replies) {
        const { segments } = words(ai, agent)
        expect(textOf(sideOf(segments, 'ai'))).toBe(ai)
        expect(textOf(sideOf(segments, 'agent'))).toBe(agent)
      }
    }
  })

  it('sees no change in equal replies', () => {
    expect(words('The same.', 'The same.').segments).toEqual([{ kind: 'same', text: 'The same.' }])
  })

  it('counts the words kept, removed and added', () => {
    expect(words('Please restart the router.', 'Please restart it twice.').words).toEqual({
      same: 2,
      removed: 2,
      added: 2,
    })
  })

  it('reads rewritten sentences as one change, not as confetti', () => {
    expect(marked('Please restart the router.', 'Please hold the reset button for ten seconds.')).toBe(
      'Please [-restart the router-]{+hold the reset button for ten seconds+}.',
    )
  })

  it('keeps no small word that two long changes share by accident', () => {
    expect(marked('Please restart your phone and try it', 'That fault is mended and in the store since today')).toBe(
      '[-Please restart your phone and try it-]{+That fault is mended and in the store since today+}',
    )
  })

  it('keeps a pure insertion apart from the words around it', () => {
    expect(marked('It ships today.', 'It ships today, free of charge.')).toBe('It ships today{+, free of charge+}.')
  })

  it('keeps line breaks in step between rewritten paragraphs', () => {
    expect(marked('Sorry.\nGoodbye.', 'Hello.\nThanks.')).toBe('[-Sorry-]{+Hello+}.\n[-Goodbye-]{+Thanks+}.')
  })

  it('compares words in scripts without blanks', () => {
    expect(marked('请重启您的路由器', '请重启您的调制解调器')).toMatch(/^请重启您的.*器$/u)
  })

  it('gives up on two very long replies that share nothing', () => {
    const started = performance.now()
    expect(diffReplies(wordsFrom('a', 20_000), wordsFrom('b', 20_000))).toEqual({ kind: 'too-large' })
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('still compares very long replies that are much alike', () => {
    const ai = wordsFrom('a', 20_000)
    expect(words(ai, `${ai} Thanks.`).segments).toEqual([
      { kind: 'same', text: ai },
      { kind: 'added', text: ' Thanks.' },
    ])
  })
})

function words(ai: string, agent: string): Extract<ReplyDiff, { kind: 'words' }> {
  const diff = diffReplies(ai, agent)
  if (diff.kind !== 'words') throw new Error('expected the replies to be compared')
  return diff
}

function marked(ai: string, agent: string): string {
  const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const
  return words(ai, agent)
    .segments.map(({ kind, text }) => `${marks[kind][0]}${text}${marks[kind][1]}`)
    .join('')
}

function textOf(segments: readonly DiffSegment[]): string {
  return segments.map(({ text }) => text).join('')
}

/** A text of at most this many letters in which no word comes twice. */
function wordsFrom(prefix: string, length: number): string {
  return Array.from({ length }, (_, at) => `${prefix}${at}`)
    .join(' ')
    .slice(0, length)
}
