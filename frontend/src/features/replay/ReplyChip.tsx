import { CloseButton } from '@mantine/core'
import classes from './replay.module.css'
import { excerpt } from './search-hits'

const ROOM = 90

interface ReplyChipProps {
  /** Undefined as long as no feedback on it is known. */
  aiReply: string | undefined
  onRemove: () => void
}

/** Says that the list is about one AI reply alone, and takes that back. */
export function ReplyChip({ aiReply, onRemove }: ReplyChipProps) {
  return (
    <div className={classes.chip} role="group" aria-label="One AI reply">
      <span className={classes.chipText}>
        {aiReply === undefined ? (
          'Only one AI reply'
        ) : (
          <>
            Only the AI reply <bdi>“{excerpt(aiReply, undefined, ROOM)}”</bdi>
          </>
        )}
      </span>
      <CloseButton size="sm" aria-label="Show feedback on every AI reply" onClick={onRemove} />
    </div>
  )
}
