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
        {text}
      </Mark>
    ) : (
      <Fragment key={at}>{text}</Fragment>
    ),
  )
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
