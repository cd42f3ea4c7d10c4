import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { download, save } from '@/api/download'
import { listAddress } from '@/api/queries'
import type { ReplaySearch } from '@/api/search'
import { filtersOf } from './model'

const FILES = [
  { format: 'csv', masked: true, label: 'CSV, masked' },
  { format: 'csv', masked: false, label: 'CSV, as it is' },
  { format: 'ndjson', masked: true, label: 'NDJSON, masked' },
  { format: 'ndjson', masked: false, label: 'NDJSON, as it is' },
] as const

/** Takes the list along as a file, all of it. */
export function ListDownload({ search }: { search: ReplaySearch }) {
  const queries = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ format, masked }: (typeof FILES)[number]) => {
      const from = await listAddress(format, masked, filtersOf(search), queries)
      save(await download(from, new AbortController().signal, () => undefined))
    },
  })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={error ? `The list could not be downloaded: ${error.message}` : 'Download the list'}>
          <ActionIcon
            variant={error ? 'light' : 'default'}
            color={error ? 'red' : undefined}
            size={36}
            aria-label={error ? 'Download the list: that failed' : 'Download the list'}
            loading={isPending}
          >
            <IconDownload size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {FILES.map((file) => (
          <Menu.Item
            key={file.label}
            onClick={() => {
              mutate(file)
            }}
          >
            {file.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
