import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { TrendChart, type TrendPoint } from './TrendChart'

const point = (day: string, part: number, whole: number, partial = false): TrendPoint => ({
  day,
  part,
  whole,
  share: whole === 0 ? null : part / whole,
  interval: null,
  before: { day, share: null, whole: 0 },
  partial,
  alone: false,
})

const WORDS = {
  measure: 'useful',
  before: 'the days before',
  beforeOn: (day: string) => day,
  nothing: 'No feedback',
}

const DAYS = [point('2026-11-21', 80, 100), point('2026-11-22', 82, 100)]

function ringsOf(points: TrendPoint[]) {
  const { container } = render(<TrendChart points={points} domain={[0.7, 0.9]} words={WORDS} />)
  // eslint-disable-next-line testing-library/no-container -- the ring has no words
  return container.querySelectorAll('.recharts-wrapper circle[r="4"]').length
}

test('draws today, which is not over, as a ring', () => {
  expect(ringsOf([...DAYS, point('2026-11-23', 8, 10, true)])).toBe(1)
  expect(screen.getByText('today so far')).toBeInTheDocument()
})

test('draws no ring where today has no feedback', () => {
  expect(ringsOf([...DAYS, point('2026-11-23', 0, 0, true)])).toBe(0)
  expect(screen.queryByText('today so far')).not.toBeInTheDocument()
})

test('draws no ring in a window that is over', () => {
  expect(ringsOf([...DAYS, point('2026-11-23', 0, 0)])).toBe(0)
  expect(screen.queryByText('today so far')).not.toBeInTheDocument()
})

test.each([
  ['below', 0],
  ['above', 10],
])('marks a day whose share lies %s the axis', (side, part) => {
  ringsOf([...DAYS, point('2026-11-23', part, 10)])
  expect(screen.getAllByTestId(/^beyond-/).map(({ dataset }) => dataset.testid)).toEqual([`beyond-${side}`])
})

test('marks today beyond the axis too', () => {
  ringsOf([...DAYS, point('2026-11-23', 0, 20, true)])
  expect(screen.getByTestId('beyond-below')).toBeInTheDocument()
})
