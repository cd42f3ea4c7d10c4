/** A text as searches compare it, and where in the text each of its UTF-16 units comes from. */
export interface FoldedText {
  text: string
  /** The half-open range of the original's UTF-16 units that unit `i` of `text` stands for: `[starts[i], ends[i])`. */
  starts: number[]
  ends: number[]
}

/** One word of a search, umlauts as one letter (u) and as a pair (ue). */
export type SearchWord = readonly [letter: string, pair: string]

// The rule is that of the API's search; the backend folds in SQL.
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu
const SINGLE_QUOTES = /[`\u00B4\u02BC\u2018-\u201B\u2032\u2035\u2039\u203A\uFF07]/gu
const DOUBLE_QUOTES = /[\u00AB\u00BB\u201C-\u201F\u2033\u2036\uFF02]/gu
const DASHES = /[\u2010-\u2015\u2043\u2212\uFE58\uFE63\uFF0D]/gu
const ACCENTS = /[\u0300-\u036F\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670]/gu
const WHITE_SPACE = /^[\s\u0085]+$/u
/** A character with the marks that belong to it. */
const CHARACTER = /\P{M}\p{M}*|\p{M}+/gu
const WORD = /"([^"]*)"?|[^\s"]+/gu

const PAIRS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' }
const LETTERS: Record<string, string> = {
  æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', þ: 'th', ŋ: 'n', ı: 'i',
} // prettier-ignore

/** Folds a text: NFKC, full case folding, no accents, one space for white space, plain quotes and dashes. */
export function foldText(text: string, umlautsAsPairs: boolean): FoldedText {
  const starts: number[] = []
  const ends: number[] = []
  let folded = ''
  for (const { index, 0: character } of text.matchAll(CHARACTER)) {
    const end = index + character.length
    const shown = foldCharacter(character, umlautsAsPairs)
    if (shown === ' ' && folded.endsWith(' ')) {
      ends[ends.length - 1] = end
      continue
    }
    folded += shown
    starts.push(...Array<number>(shown.length).fill(index))
    ends.push(...Array<number>(shown.length).fill(end))
  }
  return { text: folded, starts, ends }
}

/** The words of a search: what stands between quotes is one, else white space parts them. */
export function searchWords(search: string): SearchWord[] {
  const [letters, pairs] = [false, true].map((umlautsAsPairs) => split(foldText(search, umlautsAsPairs).text))
  return (letters ?? []).map((letter, at) => [letter, pairs?.[at] ?? letter])
}

function foldCharacter(character: string, umlautsAsPairs: boolean): string {
  if (/^[!-_a-~]$/.test(character)) return character.toLowerCase()
  if (WHITE_SPACE.test(character)) return ' '
  const plain = character
    .replace(INVISIBLE, '')
    .replace(SINGLE_QUOTES, "'")
    .replace(DOUBLE_QUOTES, '"')
    .replace(DASHES, '-')
  // By way of capitals, as lower case alone leaves ß and the final sigma.
  const folded = plain.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC')
  const read = umlautsAsPairs ? replaceLetters(folded, PAIRS) : folded
  return replaceLetters(read.normalize('NFD').replace(ACCENTS, '').normalize('NFC'), LETTERS).replace(/\s+/gu, ' ')
}

function replaceLetters(text: string, letters: Record<string, string>): string {
  return Array.from(text, (letter) => letters[letter] ?? letter).join('')
}

function split(folded: string): string[] {
  return Array.from(folded.matchAll(WORD), ({ 0: word, 1: phrase }) => (phrase ?? word).trim()).filter(
    (word) => word !== '',
  )
}
