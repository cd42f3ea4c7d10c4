import { excerpt } from '@/ui/search-hits'
import { FilterChip } from './FilterChip'

const ROOM = 90

interface ReplyChipProps {
  /** Undefined as long as no feedback on it is known. */
  aiReply: string | undefined
  onRemove: () => void
}

/** Says that the list is about one AI reply alone, and takes that back. */
export function ReplyChip({ aiReply, onRemove }: ReplyChipProps) {
  return (
    <FilterChip name="One AI reply" removeLabel="Show feedback on every AI reply" onRemove={onRemove}>
      {aiReply === undefined ? (
        'Only one AI reply'
      ) : (
        <>
          Only the AI reply <bdi>“{excerpt(aiReply, undefined, ROOM)}”</bdi>
        </>
      )}
    </FilterChip>
  )
}
