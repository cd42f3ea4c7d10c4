import { Button, Popover, SegmentedControl } from '@mantine/core'
import { DatePicker } from '@mantine/dates'
import IconCalendar from '@tabler/icons-react/dist/esm/icons/IconCalendar.mjs'
import { useState } from 'react'
import { PRESETS, type Days, type Preset } from '@/api/search'
import { daysIn, type Period } from '@/api/days'
import { periodLabel, weekday } from './days'
import classes from './FilterBar.module.css'
import { LONGEST_WINDOW, periodOf, presetOf, searchOfPreset, type NoDaysMeans } from './period'

interface PeriodPickerProps {
  search: Days
  onChange: (patch: Days) => void
  /** The server's today, in the reporting zone; unknown until it has answered. */
  today: string | undefined
  noDaysMeans: NoDaysMeans
}

export function PeriodPicker({ search, onChange, today, noDaysMeans }: PeriodPickerProps) {
  const presets = [
    ...PRESETS.map((value) => ({ value, label: `${Number.parseInt(value, 10)} days` })),
    ...(noDaysMeans === 'all time' ? [{ value: 'all' as const, label: 'All time' }] : []),
  ]
  return (
    <>
      <SegmentedControl<Preset | 'all' | ''>
        aria-label="Period"
        size="xs"
        className={classes.presets}
        disabled={today === undefined}
        data={presets}
        value={today === undefined ? '' : (presetOf(search, noDaysMeans) ?? '')}
        onChange={(preset) => {
          if (preset !== '') onChange(searchOfPreset(preset, noDaysMeans))
        }}
      />
      <CustomPeriod
        period={today === undefined ? null : periodOf(search, today, noDaysMeans)}
        today={today}
        onChange={onChange}
      />
    </>
  )
}

interface CustomPeriodProps {
  period: Period | null
  today: string | undefined
  onChange: (days: Days) => void
}

function CustomPeriod({ period, today, onChange }: CustomPeriodProps) {
  const [opened, setOpened] = useState(false)
  const [draft, setDraft] = useState<[string | null, string | null] | null>(null)
  const shown: [string | null, string | null] = draft ?? [period?.from ?? null, period?.to ?? null]

  const open = (next: boolean) => {
    setOpened(next)
    setDraft(null)
  }
  const choose = ([from, to]: [string | null, string | null]) => {
    setDraft([from, to])
    if (from === null || to === null || daysIn({ from, to }) > LONGEST_WINDOW) return
    onChange({ period: undefined, from, to })
    open(false)
  }

  return (
    <Popover
      opened={opened}
      onChange={open}
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
          leftSection={<IconCalendar size={16} stroke={1.75} aria-hidden />}
          disabled={today === undefined}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => {
            open(!opened)
          }}
        >
          {period === null ? 'Choose days' : periodLabel(period)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label="Choose the first and the last day">
        {/* Takes the focus: the calendar's own buttons come next. */}
        <div tabIndex={-1} data-autofocus className={classes.options}>
          <DatePicker
            type="range"
            allowSingleDateInRange
            hideOutsideDates
            value={shown}
            onChange={choose}
            defaultDate={period?.to ?? today}
            maxDate={today}
            firstDayOfWeek={1}
            size="sm"
            getDayAriaLabel={(day) => weekday(day)}
            ariaLabels={{
              nextMonth: 'Next month',
              previousMonth: 'Previous month',
              nextYear: 'Next year',
              previousYear: 'Previous year',
              nextDecade: 'Next decade',
              previousDecade: 'Previous decade',
              monthLevelControl: 'Choose a month',
              yearLevelControl: 'Choose a year',
            }}
          />
        </div>
        <p className={classes.hint}>
          {shown[0] !== null && shown[1] === null ? 'Now choose the last day.' : 'Choose the first day, then the last.'}
        </p>
      </Popover.Dropdown>
    </Popover>
  )
}
