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

test.each([
  ['\t=1+1', `"'\t'=1+1"`],
  ['\n=1+1', `"'\n'=1+1"`],
  ['  =1+1', "'  =1+1"],
  ['\u00a0@x', "'\u00a0@x"],
  ['＝1+1', "'＝1+1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠x', "'＠x"],
  ['a;=1+1', `"a;'=1+1"`],
  ['a; ＝1', `"a;' ＝1"`],
  ['a\r\n-1', `"a\r\n'-1"`],
  ['\tplain', `"'\tplain"`],
])('defuses %j', (cell, written) => {
  expect(toCsv({ columns: [], rows: [[cell]] })).toBe(`\r\n${written}\r\n`)
})

test('leaves no cell that runs, wherever a spreadsheet parts them', () => {
  const parts = ['=', '+', '-', '@', '＝', ';', ',', '\t', '\n', '\r', ' ', '"', "'", 'a', '1']
  for (let seed = 0; seed < 5_000; seed++) {
    const cell = Array.from(
      { length: 6 },
      (_, at) => parts[(seed * 7919 * (at + 3) + at * at * seed) % parts.length],
    ).join('')
    const file = toCsv({ columns: [], rows: [[cell]] })
    for (const read of file.slice(2).split(/[;\t\r\n]/)) {
      expect(read, JSON.stringify(cell)).not.toMatch(/^\s*[=+\-@＝＋－＠]/u)
    }
  }
})
