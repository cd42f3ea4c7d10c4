import { describe, expect, it } from 'vitest'
import type { DiffSegment } from './reply-diff'
import { excerpt, highlight, highlightDiff, limitSearch, LONGEST_SEARCH } from './search-hits'

describe('highlight', () => {
  it('finds every hit, whatever its case', () => {
    expect(marked('Refund? The REFUND is due.', 'refund')).toBe('<Refund>? The <REFUND> is due.')
  })

  it('takes a word literally', () => {
    expect(marked('Costs 5.00 (or 5x00)', '5.00 (')).toBe('Costs <5.00 (>or 5x00)')
    expect(marked('a\\b [c] {d} ^e$ |*+?', '"[c] {d} ^e$ |*+?"')).toBe('a\\b <[c] {d} ^e$ |*+?>')
  })

  it('finds every word, and a phrase only as it is', () => {
    expect(marked('The card payment failed; pay by card.', 'failed card')).toBe(
      'The <card> payment <failed>; pay by <card>.',
    )
    expect(marked('The card payment failed; pay by card.', '"card payment"')).toBe(
      'The <card payment> failed; pay by card.',
    )
  })

  it('finds what people see', () => {
    expect(marked('Die Größe der STRASSE', 'straße groesse')).toBe('Die <Größe> der <STRASSE>')
    expect(marked('Herr Mueller', 'Müller')).toBe('Herr <Mueller>')
    expect(marked('it’s wrapped\nover lines', '"it\'s wrapped over"')).toBe('<it’s wrapped\nover> lines')
    expect(marked('１２３ soft\u00ADware', '123 software')).toBe('<１２３ soft\u00ADware>')
  })

  it('joins back to the text where folding its case would change its length', () => {
    const text = 'İİİ ŞİŞLİ ß Straße ﬁ 😀'
    for (const search of ['i', 'şişli', 'ss', 'ß', '😀', 'fi']) {
      expect(
        highlight(text, search)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text)
    }
  })

  it('leaves the text whole without a search', () => {
    expect(highlight('Hello', undefined)).toEqual([{ text: 'Hello', hit: false }])
    expect(highlight('Hello', '  ')).toEqual([{ text: 'Hello', hit: false }])
    expect(highlight('', 'x')).toEqual([])
  })
})

describe('highlightDiff', () => {
  const segments: DiffSegment[] = [
    { kind: 'same', text: 'Our refund ' },
    { kind: 'removed', text: 'policy' },
    { kind: 'added', text: 'team' },
    { kind: 'same', text: ' helps.' },
  ]

  it('finds what runs across unchanged and changed words of one reply', () => {
    expect(hits('refund policy')).toEqual(['same:refund ', 'removed:policy'])
    expect(hits('refund team helps')).toEqual(['same:refund ', 'added:team', 'same: helps'])
  })

  it('finds nothing that stands in neither reply', () => {
    expect(hits('policyteam')).toEqual([])
  })

  it('joins back to the segments', () => {
    const marked = highlightDiff(segments, 'e')
    expect(marked.map(({ kind, pieces }) => ({ kind, text: pieces.map(({ text }) => text).join('') }))).toEqual(
      segments,
    )
  })

  function hits(search: string) {
    return highlightDiff(segments, search).flatMap(({ kind, pieces }) =>
      pieces.filter(({ hit }) => hit).map(({ text }) => `${kind}:${text}`),
    )
  }
})

describe('excerpt', () => {
  const long = `${'word '.repeat(100)}needle ${'word '.repeat(100)}`

  it('shows a short text whole, its blank space folded', () => {
    expect(excerpt('  Hello\n\n  Anna ', undefined, 40)).toBe('Hello Anna')
  })

  it('cuts a long text between words', () => {
    expect(excerpt('one two three four', undefined, 10)).toBe('one two …')
  })

  it('moves to the first hit', () => {
    const shown = excerpt(long, 'NEEDLE', 60)
    expect(shown).toMatch(/^… word .*needle word .* …$/)
    expect(shown.length).toBeLessThanOrEqual(64)
  })

  it('moves to a hit at the end of a text that would fit, too', () => {
    expect(excerpt(`${'word '.repeat(9)}needle`, 'needle', 60)).toMatch(/^… (word )+needle$/)
  })

  it('starts at the beginning where the hit is near it', () => {
    expect(excerpt(`A needle ${long}`, 'needle', 60)).toMatch(/^A needle/)
  })

  it('never cuts a surrogate pair', () => {
    for (let length = 5; length < 12; length += 1) {
      expect(excerpt('😀'.repeat(50), undefined, length)).not.toMatch(/\p{Surrogate}/u)
    }
  })

  it('shows as much of a word without end as there is room for', () => {
    expect(excerpt('x'.repeat(500), undefined, 20)).toBe(`${'x'.repeat(20)} …`)
  })
})

describe('limitSearch', () => {
  it('cuts to what the API takes, by code points', () => {
    expect([...limitSearch('😀'.repeat(LONGEST_SEARCH + 1))]).toHaveLength(LONGEST_SEARCH)
    expect(limitSearch('x'.repeat(LONGEST_SEARCH))).toHaveLength(LONGEST_SEARCH)
  })
})

function marked(text: string, search: string): string {
  return highlight(text, search)
    .map((piece) => (piece.hit ? `<${piece.text}>` : piece.text))
    .join('')
}
