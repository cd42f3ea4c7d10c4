import { Button, Popover } from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import { useState, type ReactNode } from 'react'
import classes from './FilterBar.module.css'

interface FilterPopoverProps {
  /** What is filtered by: "Channel". */
  label: string
  /** The chosen values as people read them. */
  chosen: string[]
  /** The options have a field that takes the focus (`data-autofocus`); otherwise the box around them does. */
  withField?: boolean
  /** The options; asked for once the popover is open. */
  children: ReactNode
}

/** One filter of the bar: a button that says what is chosen, and what could be below it. */
export function FilterPopover({ label, chosen, withField = false, children }: FilterPopoverProps) {
  const [opened, setOpened] = useState(false)
  const [first] = chosen

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          className={classes.chip}
          data-active={chosen.length > 0 || undefined}
          rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => {
            setOpened(!opened)
          }}
        >
          {first === undefined ? (
            label
          ) : (
            <>
              {label}: <span className={classes.chosen}>{first}</span>
              {chosen.length > 1 && ` +${chosen.length - 1}`}
            </>
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={`Filter by ${label.toLowerCase()}`} className={classes.dropdown}>
        {/* Takes the focus where no field does, since the options may still be on their way. */}
        <div tabIndex={-1} data-autofocus={withField ? undefined : true} className={classes.options}>
          {children}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
