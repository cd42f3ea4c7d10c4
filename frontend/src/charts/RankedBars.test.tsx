import { MantineProvider } from '@mantine/core'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { RankedBars } from './RankedBars'

const bars = (howMany: number) =>
  Array.from({ length: howMany }, (_, i) => ({
    key: `model-${i}`,
    label: `model-${i}`,
    share: 0.5,
    interval: null,
    figure: '50.0%',
    note: '5 of 10 useful',
    change: null,
  }))

test('folds away what is more than a page can show, and unfolds it', async () => {
  const user = userEvent.setup()
  render(<RankedBars bars={bars(28)} full={1} color="useful" />, { wrapper: MantineProvider })
  expect(screen.getAllByRole('listitem')).toHaveLength(8)

  await user.click(screen.getByRole('button', { name: 'Show all 28' }))
  expect(screen.getAllByRole('listitem')).toHaveLength(28)

  await user.click(screen.getByRole('button', { name: 'Show fewer' }))
  expect(screen.getAllByRole('listitem')).toHaveLength(8)
})

test('has nothing to unfold where all is shown', () => {
  render(<RankedBars bars={bars(8)} full={1} color="useful" />, { wrapper: MantineProvider })
  expect(screen.queryByRole('button')).not.toBeInTheDocument()
})
