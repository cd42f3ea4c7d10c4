import { Alert, Button, Group, Progress, Radio, Select, Skeleton, Stack, Switch, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { download, save } from '@/api/download'
import { exportAddress, exportSummaryQuery, type ExportSummary, type RowFormat } from '@/api/queries'
import { isFiltered, type WindowSearch } from '@/api/search'
import { Dialog } from '@/ui/Dialog'
import { ErrorPanel } from '@/ui/ErrorPanel'
import { counted } from '@/ui/format'
import { QueryBoundary } from '@/ui/QueryBoundary'
import classes from './export.module.css'
import { causes, FORMATS, rowsOf } from './model'

const REVIEWS = [
  { value: 'all', label: 'All but excluded ones' },
  { value: 'APPROVED', label: 'Approved ones alone' },
]
type Split = 'all' | 'train' | 'validation'

const SPLITS: { value: Split; label: string }[] = [
  { value: 'all', label: 'All of it' },
  { value: 'train', label: 'To train: nine tenths' },
  { value: 'validation', label: 'To validate: the other tenth' },
]

/** Makes a training file of what the page's days and filters hold, and says beforehand what will be in it. */
export function ExportDialog({ search, onClose }: { search: WindowSearch; onClose: () => void }) {
  const [format, setFormat] = useState<RowFormat>('trl-sft')
  const [review, setReview] = useState('all')
  const [split, setSplit] = useState<Split>('all')
  const [masked, setMasked] = useState(true)
  const [instructions, setInstructions] = useState('')
  const choice = {
    ...search,
    masked,
    ...(review === 'APPROVED' ? { review: ['APPROVED' as const] } : {}),
    ...(split === 'all' ? {} : { split }),
  }
  const summary = useQuery(exportSummaryQuery(choice))
  const transfer = useTransfer()
  const start = () => {
    transfer.begin(format, { ...choice, ...(instructions.trim() === '' ? {} : { instructions }) })
  }

  return (
    <Dialog opened onClose={onClose} size="lg" title="Export a training file">
      <Stack>
        <Text size="sm" c="dimmed">
          {isFiltered(search) || search.period !== undefined || search.from !== undefined
            ? 'Of what this page’s days and filters hold.'
            : 'Of all days. Filters and days that are chosen on the page count here too.'}
        </Text>
        <Radio.Group
          label="Format"
          value={format}
          onChange={(value) => {
            const known = FORMATS.find((one) => one.format === value)
            if (known) setFormat(known.format)
          }}
        >
          <div className={classes.formats}>
            {FORMATS.map(({ format: value, name, isFor }) => (
              <Radio key={value} value={value} label={name} description={isFor} />
            ))}
          </div>
        </Radio.Group>
        <div className={classes.choices}>
          <Select
            label="Reviews"
            data={REVIEWS}
            value={review}
            allowDeselect={false}
            onChange={(value) => {
              setReview(value ?? 'all')
            }}
          />
          <Select
            label="Split"
            data={SPLITS}
            value={split}
            allowDeselect={false}
            onChange={(value) => {
              setSplit(SPLITS.find((one) => one.value === value)?.value ?? 'all')
            }}
          />
        </div>
        <Switch
          label="Mask personal data"
          description="Names, addresses, numbers and the like become placeholders."
          checked={masked}
          onChange={(event) => {
            setMasked(event.currentTarget.checked)
          }}
        />
        <Textarea
          label="Instructions"
          description="The system message of each row; none if left empty."
          rows={2}
          resize="vertical"
          maxLength={4000}
          value={instructions}
          onChange={(event) => {
            setInstructions(event.currentTarget.value)
          }}
        />
        <QueryBoundary query={summary} skeleton={<Skeleton h={84} aria-hidden />}>
          {(found) => <Summary summary={found} format={format} />}
        </QueryBoundary>
        {transfer.error !== null && <ErrorPanel error={transfer.error} onRetry={start} />}
        {transfer.isRunning && summary.data && (
          <div>
            <Progress aria-label="Download" value={(100 * transfer.rows) / Math.max(1, rowsOf(summary.data, format))} />
            <Text size="sm" c="dimmed" mt={4}>
              {counted(transfer.rows, 'row')} downloaded
            </Text>
          </div>
        )}
        <div role="status">
          {transfer.saved !== undefined && (
            <Alert color="gray" py="xs">
              {counted(transfer.saved, 'row')} saved.
            </Alert>
          )}
        </div>
        <Group justify="flex-end">
          {transfer.isRunning ? (
            <Button variant="default" onClick={transfer.cancel}>
              Cancel the download
            </Button>
          ) : (
            <Button disabled={summary.data === undefined || rowsOf(summary.data, format) === 0} onClick={start}>
              Download
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  )
}

function useTransfer() {
  const queries = useQueryClient()
  const [rows, setRows] = useState(0)
  const running = useRef<AbortController>(null)
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: async ([format, choice]: [RowFormat, Parameters<typeof exportAddress>[1]]) => {
      const controller = new AbortController()
      running.current = controller
      setRows(0)
      try {
        const file = await download(await exportAddress(format, choice, queries), controller.signal, setRows)
        save(file)
        return file.rows
      } catch (failure) {
        // What the reader cancelled is no failure.
        if (controller.signal.aborted) return undefined
        throw failure
      }
    },
  })
  useEffect(() => () => running.current?.abort(), [])
  return {
    rows,
    error,
    isRunning: isPending,
    saved: isPending ? undefined : data,
    begin: (format: RowFormat, choice: Parameters<typeof exportAddress>[1]) => {
      mutate([format, choice])
    },
    cancel: () => running.current?.abort(),
  }
}

function Summary({ summary, format }: { summary: ExportSummary; format: RowFormat }) {
  const rows = rowsOf(summary, format)
  const left = causes(summary)
  const { kto, waiting } = summary
  return (
    <div className={classes.summary} role="status">
      <Text fw={600}>
        {counted(rows, 'row')} from {counted(summary.trainingPrompts, 'training prompt')}
      </Text>
      {left.length > 0 && (
        <Text size="sm" c="dimmed">
          Left out: {left.map(({ cause, count }) => `${String(count)} (${cause})`).join(', ')}.
        </Text>
      )}
      {format === 'trl-kto' && kto.desirableWeight !== null && kto.undesirableWeight !== null && (
        <Text size="sm" c="dimmed">
          {counted(kto.desirable, 'row')} up, {String(kto.undesirable)} down: train with desirable_weight{' '}
          {kto.desirableWeight} and undesirable_weight {kto.undesirableWeight}.
        </Text>
      )}
      {waiting > 0 && (
        <Text size="sm" c="dimmed">
          {counted(waiting, 'training prompt')} not compared with others yet.
        </Text>
      )}
    </div>
  )
}
