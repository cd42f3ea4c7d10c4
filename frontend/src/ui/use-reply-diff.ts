import { useDeferredValue, useMemo } from 'react'
import { diffReplies, type ReplyDiff } from './reply-diff'

/** Letters of both replies together. */
const QUICKLY_COMPARED = 4_000

/**
 * Long replies are compared one render after they are shown, so that stepping from one feedback to the next never
 * waits; short ones at once, so that nothing flickers.
 */
export function useReplyDiff(aiReply: string, agentReply: string): ReplyDiff | undefined {
  const pair = useMemo(() => ({ aiReply, agentReply }), [aiReply, agentReply])
  const deferred = useDeferredValue<typeof pair | undefined>(pair, undefined)
  const due = aiReply.length + agentReply.length <= QUICKLY_COMPARED ? pair : deferred
  const diff = useMemo(() => due && diffReplies(due.aiReply, due.agentReply), [due])
  return due === pair ? diff : undefined
}
