import { ActionIcon, Button, CloseButton, SegmentedControl, TextInput, Tooltip } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import IconKeyboard from '@tabler/icons-react/dist/esm/icons/IconKeyboard.mjs'
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { Link } from '@tanstack/react-router'
import { useState, type RefObject } from 'react'
import type { ReplaySearch } from '@/api/search'
import { useMay } from '@/api/session'
import { limitSearch } from '@/ui/search-hits'
import { ListDownload } from './ListDownload'
import { searchForVerdict, verdictOf, type Verdict } from './model'
import classes from './replay.module.css'

const TYPING_PAUSE_MS = 300

const VERDICTS: { value: Verdict; label: string }[] = [
  { value: 'rejected', label: 'Rejected' },
  { value: 'useful', label: 'Useful' },
  { value: 'all', label: 'All' },
]

interface ReplayToolbarProps {
  search: ReplaySearch
  searchField: RefObject<HTMLInputElement | null>
  refreshing: boolean
  onChange: (patch: Partial<ReplaySearch>) => void
  onRefresh: () => void
  onHelp: () => void
}

export function ReplayToolbar({ search, searchField, refreshing, onChange, onRefresh, onHelp }: ReplayToolbarProps) {
  const mayReview = useMay('REVIEWER')
  return (
    <div className={classes.toolbar}>
      <SearchField
        field={searchField}
        value={search.q ?? ''}
        onChange={(q) => {
          onChange({ q: q === '' ? undefined : q })
        }}
      />
      <SegmentedControl
        className={classes.verdicts}
        size="sm"
        aria-label="Which verdicts to show"
        data={VERDICTS}
        value={verdictOf(search)}
        onChange={(verdict) => {
          onChange(searchForVerdict(verdict))
        }}
      />
      <div className={classes.tools}>
        {mayReview && (
          <Button variant="default" size="sm" renderRoot={(props) => <Link {...props} to="/review" search={search} />}>
            Review
          </Button>
        )}
        <ListDownload search={search} />
        <Tooltip label="Look for newer feedback">
          <ActionIcon
            variant="default"
            size={36}
            aria-label="Refresh the list"
            loading={refreshing}
            onClick={onRefresh}
          >
            <IconRefresh size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Keyboard shortcuts (?)">
          <ActionIcon
            className={classes.forKeyboards}
            variant="default"
            size={36}
            aria-label="Keyboard shortcuts"
            onClick={onHelp}
          >
            <IconKeyboard size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  )
}

interface SearchFieldProps {
  field: RefObject<HTMLInputElement | null>
  value: string
  onChange: (value: string) => void
}

function SearchField({ field, value, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(value)
  const [seen, setSeen] = useState(value)
  const [written, setWritten] = useState<string>()
  const write = useDebouncedCallback((text: string) => {
    if (text === value) return
    setWritten(text)
    onChange(text)
  }, TYPING_PAUSE_MS)

  // The URL moves for two reasons: this field wrote to it, or the reader went back or followed a link.
  if (value !== seen) {
    setSeen(value)
    if (value !== written) {
      setTyped(value)
      setWritten(undefined)
    }
  }

  function type(text: string) {
    const limited = limitSearch(text)
    setTyped(limited)
    write(limited.trim())
  }

  return (
    <TextInput
      ref={field}
      className={classes.search}
      type="search"
      role="searchbox"
      aria-label="Search messages and replies"
      aria-keyshortcuts="/"
      placeholder="Search messages and replies"
      value={typed}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed !== '' && (
          <CloseButton
            size="sm"
            aria-label="Clear the search"
            onClick={() => {
              type('')
              write.flush()
              field.current?.focus()
            }}
          />
        )
      }
      onChange={(event) => {
        type(event.currentTarget.value)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') write.flush()
      }}
    />
  )
}
