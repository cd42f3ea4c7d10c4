import type { LearnedPrompt } from '@/api/queries'
import { count, counted } from '@/ui/format'

/** What was found, by what, and what is not to be found yet. */
export function found({ examples, foundBy, waiting }: LearnedPrompt): string {
  const by = foundBy === 'MEANING' ? 'by their meaning' : 'by the words they share, as meanings are not compared here'
  const what =
    examples.length === 0
      ? `No past message with a known right reply is near enough; they are looked for ${by}. The prompt holds the message alone.`
      : `${counted(examples.length, 'example')}, found ${by}. The most valuable first; personal data is masked.`
  return waiting === 0
    ? what
    : `${what} ${waiting > 100_000 ? 'More than 100,000' : count(waiting)} verdicts wait to be looked at.`
}

/** The prompt's messages as a chat model's API takes them. */
export const asJson = ({ messages }: LearnedPrompt) => JSON.stringify({ messages }, null, 2)

/** The call that the AI's own side would make. */
export function asCurl(message: string, origin: string): string {
  const body = JSON.stringify({ message }, null, 2).replaceAll("'", String.raw`'\''`)
  return [`curl ${origin}/api/prompts \\`, `  -H 'Content-Type: application/json' \\`, `  -d '${body}'`].join('\n')
}
