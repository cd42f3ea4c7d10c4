import { describe, expect, it } from 'vitest'
import { foldText, searchWords } from './search-fold'

describe('foldText', () => {
  it.each([
    ['Straße', 'strasse'],
    ['ΟΔΥΣΣΕΎΣ', 'οδυσσευσ'],
    ['İSTANBUL ışık', 'istanbul isik'],
    ['naïve cœur', 'naive coeur'],
    ['“quoted” – it’s', '"quoted" - it\'s'],
    ['１２３ ＡＢＣ', '123 abc'],
    ['wrapped\nover\r\n  lines', 'wrapped over lines'],
    ['no\u00A0break', 'no break'],
    ['soft\u00ADhyphen zero\u200Bwidth', 'softhyphen zerowidth'],
    ['e\u0301te\u0301', 'ete'],
    ['\u30AB\u3099ラス', 'ガラス'],
    ['ﬁnal ½', 'final 1⁄2'],
    ['😀', '😀'],
  ])('folds %j to %j', (original, folded) => {
    expect(foldText(original, false).text).toBe(folded)
  })

  it('reads umlauts as pairs too', () => {
    expect(foldText('Größe ÜBER Malmø', true).text).toBe('groesse ueber malmoe')
  })

  it('knows where each letter comes from', () => {
    const { text, starts, ends } = foldText('a\n\u00A0ß e\u0301', false)
    expect(text).toBe('a ss e')
    expect(starts).toEqual([0, 1, 3, 3, 4, 5])
    expect(ends).toEqual([1, 3, 4, 4, 5, 7])
  })
})

describe('searchWords', () => {
  it('parts words at white space and keeps phrases', () => {
    expect(searchWords('one  “two  three” four').map(([word]) => word)).toEqual(['one', 'two three', 'four'])
    expect(searchWords('"open to the end').map(([word]) => word)).toEqual(['open to the end'])
    expect(searchWords('Müller')).toEqual([['muller', 'mueller']])
    expect(searchWords(' "" \u200B')).toEqual([])
  })
})
