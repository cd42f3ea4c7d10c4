import { Button, VisuallyHidden } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs'

interface CopyActionProps {
  label: string
  value: string
}

/** Copies, and says whether it did: a browser may refuse, and does so on any page that isn't served securely. */
export function CopyAction({ label, value }: CopyActionProps) {
  const { copy, copied, error } = useClipboard({ timeout: 2_000 })
  const outcome = copied ? 'Copied' : error ? 'The browser refused to copy' : ''
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        onClick={() => {
          copy(value)
        }}
      >
        {outcome || label}
      </Button>
      <VisuallyHidden role="status">{outcome}</VisuallyHidden>
    </>
  )
}
