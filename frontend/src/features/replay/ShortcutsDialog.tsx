import { Kbd, Stack, Switch, Table } from '@mantine/core'
import { Dialog } from '@/ui/Dialog'
import classes from './replay.module.css'
import { SHORTCUTS } from './shortcuts'

interface ShortcutsDialogProps {
  opened: boolean
  onClose: () => void
  singleKeys: boolean
  onSingleKeysChange: (on: boolean) => void
}

export function ShortcutsDialog({ opened, onClose, singleKeys, onSingleKeysChange }: ShortcutsDialogProps) {
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title="Keyboard shortcuts"
      closeButtonProps={{ 'aria-label': 'Close the shortcuts' }}
    >
      <Stack>
        <Table>
          <Table.Tbody>
            {SHORTCUTS.map(({ keys, does }) => (
              <Table.Tr key={does}>
                <Table.Th scope="row" fw={450}>
                  {does}
                </Table.Th>
                <Table.Td>
                  <span className={classes.keys}>
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </span>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Switch
          label="Shortcuts of a single letter or sign"
          description="Turn them off if you dictate, or press keys by accident."
          checked={singleKeys}
          onChange={(event) => {
            onSingleKeysChange(event.currentTarget.checked)
          }}
        />
      </Stack>
    </Dialog>
  )
}
