import type { ExportSummary, RowFormat } from '@/api/queries'

/** What each shape is for, in a sentence. */
export const FORMATS: readonly { format: RowFormat; name: string; isFor: string }[] = [
  { format: 'trl-sft', name: 'TRL · SFT', isFor: 'Teaches the right replies, with Hugging Face TRL.' },
  {
    format: 'trl-dpo',
    name: 'TRL · DPO',
    isFor: 'Pairs of the agent’s and the AI’s reply, for preference tuning with TRL.',
  },
  { format: 'trl-kto', name: 'TRL · KTO', isFor: 'Every verdict with its thumb, for TRL’s KTO trainer.' },
  { format: 'openai-sft', name: 'OpenAI · SFT', isFor: 'Teaches the right replies, in OpenAI’s fine-tuning.' },
  { format: 'openai-preference', name: 'OpenAI · preference', isFor: 'Pairs, for OpenAI’s preference fine-tuning.' },
  {
    format: 'bedrock',
    name: 'Amazon Bedrock',
    isFor: 'Conversations with the right reply, for custom models on Bedrock.',
  },
  {
    format: 'gemini',
    name: 'Gemini',
    isFor: 'Conversations with the right reply, for supervised tuning on Vertex AI.',
  },
  { format: 'prompt', name: 'ReplyLoop’s own', isFor: 'The training prompts themselves, with ratings and reviews.' },
]

type Cause = ExportSummary['leftOut'][number]['cause']

const CAUSES: Record<Cause, string> = {
  EXCLUDED: 'excluded by a reviewer',
  UNTRUSTED: 'posted from a web page, and not approved',
  SAME_SIDES: 'the agent’s reply is the AI’s',
  NO_REPLY: 'the reply is no reply',
  CONTRADICTED: 'a newer verdict says the opposite',
  DUPLICATE: 'newer ones say the same',
}

/** Why training prompts are left out, the most frequent cause first. */
export function causes({ leftOut }: ExportSummary): { cause: string; count: number }[] {
  return [...leftOut]
    .sort((one, other) => other.trainingPrompts - one.trainingPrompts)
    .map(({ cause, trainingPrompts }) => ({ cause: CAUSES[cause], count: trainingPrompts }))
}

/** How many rows a file of this shape would have. */
export const rowsOf = ({ rows }: ExportSummary, format: RowFormat) =>
  rows.find((one) => one.format === format)?.rows ?? 0
