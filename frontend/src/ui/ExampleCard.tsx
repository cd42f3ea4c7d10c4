import type { LearnedPrompt } from '@/api/queries'
import classes from './ExampleCard.module.css'
import { PlainText } from './MarkedText'
import { ReplayLink } from './ReplayLink'

type Example = LearnedPrompt['examples'][number]

interface ExampleCardProps {
  example: Omit<Example, 'trust'> & Partial<Pick<Example, 'trust'>>
  /** From 1; the most valuable first. */
  rank: number
  foundBy?: LearnedPrompt['foundBy']
}

const KINDS: Record<Example['kind'], string> = {
  OVERRIDE: 'An agent sent this instead',
  USEFUL: 'The AI’s own reply, found useful',
}

const TRUSTS: Record<Example['trust'], string> = { SINGLE: 'one agent', AGREED: 'agents agree', APPROVED: 'approved' }

/** A past customer message with its right reply: how near it is, who stands by it, and where it is from. */
export function ExampleCard({ example, rank, foundBy = 'MEANING' }: ExampleCardProps) {
  const { feedbackId, message, reply, kind, trust, similarity } = example
  const nearness =
    foundBy === 'MEANING' ? similarity.toFixed(2) : `${String(Math.round(similarity * 100))}% of the words`
  return (
    <li className={classes.card}>
      <p className={classes.facts}>
        <span className={classes.near}>
          Nearness <b>{nearness}</b>
        </span>
        {trust && <span>{TRUSTS[trust]}</span>}
        <ReplayLink search={{ feedbackId, useful: 'all' }} label={`Example ${String(rank)} in Replay`}>
          See it in Replay
        </ReplayLink>
      </p>
      <dl className={classes.pair}>
        <dt>A customer wrote</dt>
        <dd>
          <PlainText text={message} search={undefined} />
        </dd>
        <dt>{KINDS[kind]}</dt>
        <dd>
          <PlainText text={reply} search={undefined} />
        </dd>
      </dl>
    </li>
  )
}

/** Examples, the most valuable first. */
export function ExampleList({
  examples,
  foundBy,
}: {
  examples: ExampleCardProps['example'][]
  foundBy?: LearnedPrompt['foundBy']
}) {
  return (
    <ol className={classes.list}>
      {examples.map((example, index) => (
        <ExampleCard key={example.feedbackId} example={example} rank={index + 1} {...(foundBy ? { foundBy } : {})} />
      ))}
    </ol>
  )
}
