import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import type { Topic } from '@/api/queries'
import { Dialog } from '@/ui/Dialog'
import { mergeConsequence } from './topics-model'
import { refusal, useTopicCorrection, useTopicMerge } from './use-topic-corrections'

/** As much as the API takes. */
export const LONGEST_NAME = 80

export type Named = Pick<Topic, 'id' | 'name'>

interface TopicDialogProps {
  title: string
  opened: boolean
  onClose: () => void
  children: ReactNode
}

/** Gives the focus back to nobody: who opened it knows better, as its row may be gone by then. */
export function TopicDialog({ title, opened, onClose, children }: TopicDialogProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title={title} returnFocus={false}>
      {children}
    </Dialog>
  )
}

interface RenameFormProps {
  topic: Named
  onDone: () => void
}

export function RenameForm({ topic, onDone }: RenameFormProps) {
  const [name, setName] = useState(topic.name)
  const { mutate, isPending, error, reset } = useTopicCorrection()
  const wanted = name.trim()

  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (wanted !== '') mutate({ id: topic.id, name: wanted }, { onSuccess: onDone })
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          data-autofocus
          label="Name"
          description="A name given by you stays, however topics are regrouped."
          maxLength={LONGEST_NAME}
          value={name}
          error={refusal(error)}
          onChange={({ currentTarget: { value } }) => {
            setName(value)
            reset()
          }}
        />
        <Buttons onCancel={onDone}>
          <Button type="submit" size="xs" loading={isPending} disabled={wanted === ''}>
            Rename
          </Button>
        </Buttons>
      </Stack>
    </form>
  )
}

interface MergeFormProps {
  topic: Named
  /** What it can be merged into. */
  others: Named[]
  onMerged: (into: string) => void
  onCancel: () => void
}

export function MergeForm({ topic, others, onMerged, onCancel }: MergeFormProps) {
  const [into, setInto] = useState('')
  const { mutate, isPending, error, reset } = useTopicMerge()
  const target = others.find(({ id }) => id === into)

  function submit(event: SubmitEvent) {
    event.preventDefault()
    if (target === undefined) return
    mutate(
      { id: topic.id, into: target.id },
      {
        onSuccess: () => {
          onMerged(target.id)
        },
      },
    )
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <NativeSelect
          data-autofocus
          label={`Merge “${topic.name}” into`}
          value={into}
          error={refusal(error)}
          data={[{ value: '', label: 'Choose a topic' }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={({ currentTarget: { value } }) => {
            setInto(value)
            reset()
          }}
        />
        {target && <Text size="sm">{mergeConsequence(topic.name, target.name)}</Text>}
        <Buttons onCancel={onCancel}>
          <Button type="submit" size="xs" loading={isPending} disabled={target === undefined}>
            Merge
          </Button>
        </Buttons>
      </Stack>
    </form>
  )
}

export function Buttons({ onCancel, children }: { onCancel: () => void; children: ReactNode }) {
  return (
    <Group justify="flex-end" gap="xs">
      <Button size="xs" variant="default" onClick={onCancel}>
        Cancel
      </Button>
      {children}
    </Group>
  )
}
