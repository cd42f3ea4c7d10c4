import { Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { storedPromptQuery } from '@/api/queries'
import { ExampleList } from '@/ui/ExampleCard'
import { counted } from '@/ui/format'
import { QueryBoundary } from '@/ui/QueryBoundary'
import { Section } from './Section'

/** What the AI had been told by the prompt that its reply came from. */
export function LearnedPromptSection({ id }: { id: string }) {
  const query = useQuery(storedPromptQuery(id))
  return (
    <Section title="What the AI was told">
      <QueryBoundary query={query} skeleton={<Skeleton h={96} aria-hidden />}>
        {({ heldOut, examples, gone }) => (
          <>
            <Text size="sm" c="dimmed" mb={examples.length > 0 ? 'xs' : 0}>
              {heldOut
                ? 'Examples were found, and withheld to measure what they are worth.'
                : examples.length + gone === 0
                  ? 'No example was near enough: the prompt held the message alone.'
                  : `${counted(examples.length + gone, 'example')}${gone > 0 ? `, of which ${String(gone)} ${gone === 1 ? 'is' : 'are'} gone since` : ''}; shown as they stand now.`}
            </Text>
            {examples.length > 0 && <ExampleList examples={examples} />}
          </>
        )}
      </QueryBoundary>
    </Section>
  )
}
