import { Box, Mark } from '@mantine/core'
import { Fragment } from 'react'
import classes from './MarkedText.module.css'
import type { DiffKind, DiffSegment } from './reply-diff'
import { highlight, highlightDiff, type TextPiece } from './search-hits'

interface PlainTextProps {
  text: string
  search: string | undefined
}

/** What a person wrote, as they wrote it: never markup, blank space and line breaks kept, in its own direction. */
export function PlainText({ text, search }: PlainTextProps) {
  return (
    <Box className={classes.text} dir="auto">
      <Hits pieces={highlight(text, search)} />
    </Box>
  )
}

interface DiffTextProps {
  segments: readonly DiffSegment[]
  search: string | undefined
}

/** A reply with its changes marked: struck through or underlined, coloured, and said to a screen reader. */
export function DiffText({ segments, search }: DiffTextProps) {
  return (
    <Box className={classes.text} dir="auto">
      {highlightDiff(segments, search).map(({ kind, pieces }, at) => (
        <Segment key={at} kind={kind} pieces={pieces} />
      ))}
    </Box>
  )
}

export function Hits({ pieces }: { pieces: readonly TextPiece[] }) {
  return pieces.map(({ text, hit }, at) =>
    hit ? (
      <Mark key={at} className={classes.hit}>
        <Breakable text={text} />
      </Mark>
    ) : (
      <Breakable key={at} text={text} />
    ),
  )
}

/** A hundred characters of one word, to where no sign is torn apart; four hundred where they hang together all along. */
const PIECES_OF_A_WORD = /\S{100,400}?(?<!\u200d)(?!\p{M}|\u200d|\ufe0f)|\S{400}|[^]/gu
const ENDLESS_WORD = /\S{200}/u

/** Text in which endless words may be broken at once: looking for a place in one of thousands of letters takes seconds. */
function Breakable({ text }: { text: string }) {
  if (!ENDLESS_WORD.test(text)) return text
  return piecesOf(text).map((piece, at) => (
    <Fragment key={at}>
      {piece}
      <wbr />
    </Fragment>
  ))
}

function piecesOf(text: string): string[] {
  const pieces: string[] = []
  let short = ''
  for (const [piece] of text.matchAll(PIECES_OF_A_WORD)) {
    if (piece.length < 100) {
      short += piece
    } else {
      if (short !== '') pieces.push(short)
      short = ''
      pieces.push(piece)
    }
  }
  return short === '' ? pieces : [...pieces, short]
}

function Segment({ kind, pieces }: { kind: DiffKind; pieces: readonly TextPiece[] }) {
  switch (kind) {
    case 'same':
      return <Hits pieces={pieces} />
    case 'removed':
      return (
        <del className={classes.removed}>
          <Said words="removed: " />
          <Hits pieces={pieces} />
          <Said words=" – end of removed." />
        </del>
      )
    case 'added':
      return (
        <ins className={classes.added}>
          <Said words="added: " />
          <Hits pieces={pieces} />
          <Said words=" – end of added." />
        </ins>
      )
  }
}

/** For screen readers alone. Its own direction keeps it from deciding that of the text around it. */
function Said({ words }: { words: string }) {
  return (
    <span className={classes.said} dir="ltr">
      {words}
    </span>
  )
}
