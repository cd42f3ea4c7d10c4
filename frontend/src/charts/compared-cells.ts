import type { Comparison } from '@/api/queries'
import type { ChartTable } from './table'

/** What a table says of a comparison: the share on both sides, without today, and whether the difference is clear. */
export const COMPARED_COLUMNS: ChartTable['columns'] = [
  { label: 'Whole days, %', numeric: true, digits: 1 },
  { label: 'Whole days before, %', numeric: true, digits: 1 },
  { label: 'Change, points', numeric: true, digits: 1 },
  { label: 'Clear change' },
]

const tenth = (value: number | null) => (value === null ? null : Math.round(value * 1000) / 10)

/** Blanks where nothing is compared. With -1 the shares are of what is useful, where those of what is not were compared. */
export function comparedCells(compared: Comparison | null, sign: 1 | -1): (string | number | null)[] {
  if (compared === null) return [null, null, null, null]
  const { current, previous, difference, clear } = compared
  const shown = ({ share }: Comparison['current']) => (share === null ? null : sign === 1 ? share : 1 - share)
  return [
    tenth(shown(current)),
    tenth(shown(previous)),
    difference === null ? null : tenth(sign * difference),
    difference === null ? null : clear ? 'yes' : 'no',
  ]
}
