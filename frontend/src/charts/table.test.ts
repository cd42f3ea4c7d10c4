import { expect, test } from 'vitest'
import { toCsv } from './table'

const csv = (...row: (string | number | null)[]) => toCsv({ columns: [{ label: 'Day' }], rows: [row] }).split('\r\n')[1]

test('writes a header line and a line a row', () => {
  expect(
    toCsv({
      columns: [{ label: 'Day' }, { label: 'Useful, %', numeric: true }],
      rows: [
        ['2026-11-22', 71.5],
        ['2026-11-23', null],
      ],
    }),
  ).toBe('Day,"Useful, %"\r\n2026-11-22,71.5\r\n2026-11-23,\r\n')
})

test('quotes what would break the line', () => {
  expect(csv('say "hi"', 'a,b')).toBe('"say ""hi""","a,b"')
})

test('defuses names that a spreadsheet would run', () => {
  expect(csv('=HYPERLINK(1)', '@x', -3)).toBe("'=HYPERLINK(1),'@x,-3")
})
