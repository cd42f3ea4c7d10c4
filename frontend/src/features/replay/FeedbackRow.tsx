import { memo } from 'react'
import type { FeedbackView } from '@/api/queries'
import { reasonLabel } from '@/ui/format'
import { Hits } from '@/ui/MarkedText'
import { excerpt, highlight } from '@/ui/search-hits'
import { Timestamp } from '@/ui/Timestamp'
import { rowId } from './model'
import classes from './replay.module.css'
import { VerdictLabel } from './VerdictLabel'

/** More would not fit the two lines that a text has in the list. */
const ROOM = 150

interface FeedbackRowProps {
  feedback: FeedbackView
  selected: boolean
  search: string | undefined
  onOpen: (id: string, byKeyboard: boolean) => void
}

/** One feedback in the list: what was asked, what the AI said and what the agent sent, in brief. */
export function FeedbackRow({ feedback, selected, search, onOpen }: FeedbackRowProps) {
  const { id, useful, reason, message, aiReply, agentReply, channel, model, agentId, occurredAt } = feedback
  const origin = [channel, model, agentId].filter((part) => part !== null)
  return (
    <button
      type="button"
      id={rowId(id)}
      className={classes.row}
      aria-current={selected ? 'true' : undefined}
      onClick={({ detail: clicks }) => {
        // A click that no pointer made was Enter or a screen reader.
        onOpen(id, clicks === 0)
      }}
    >
      <span className={classes.rowTop}>
        <span className={classes.rowVerdict}>
          <VerdictLabel useful={useful} />
          {reason !== null && ` · ${reasonLabel(reason)}`}
        </span>
        <Timestamp instant={occurredAt} />
      </span>
      <span className={classes.rowMessage} dir="auto">
        <Excerpt text={message} search={search} />
      </span>
      <Reply by="AI" text={aiReply} search={search} />
      {agentReply !== null && <Reply by="Agent" text={agentReply} search={search} />}
      {origin.length > 0 && <span className={classes.rowFoot}>{origin.join(' · ')}</span>}
    </button>
  )
}

interface ReplyProps {
  by: string
  text: string
  search: string | undefined
}

function Reply({ by, text, search }: ReplyProps) {
  return (
    <span className={classes.rowReply}>
      <span className={classes.rowReplyBy}>{by} </span>
      <span className={classes.rowReplyText} dir="auto">
        <Excerpt text={text} search={search} />
      </span>
    </span>
  )
}

/** Remembered, as finding its way through a long text at every scroll step would be felt. */
const Excerpt = memo(function Excerpt({ text, search }: { text: string; search: string | undefined }) {
  return <Hits pieces={highlight(excerpt(text, search, ROOM), search)} />
})
