/** What a chart shows, as a table: the same figures for reading, for screen readers and for a spreadsheet. */
export interface ChartTable {
  columns: { label: string; numeric?: boolean; /** Digits after the point. */ digits?: number }[]
  /** A cell without a figure is null: missing is not zero. The first cell names its row. */
  rows: (string | number | null)[][]
}

/** The table as RFC 4180 CSV. */
export function toCsv({ columns, rows }: ChartTable): string {
  return [columns.map(({ label }) => label), ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}

/**
 * What a spreadsheet would run as a formula, in full-width characters too: at the start of a cell, white space before it
 * or not, and wherever another reading of the file begins a cell, as at a semicolon where lists are parted by those.
 */
const FORMULA = /(^|[;\t\r\n])([^\S\t\r\n]*)(?=[=+\-@＝＋－＠])/gu

function csvCell(cell: string | number | null): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = cell.replace(FORMULA, "$1'$2").replace(/^(?=[\t\r\n])/, "'")
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function downloadCsv(name: string, table: ChartTable) {
  // The mark at the front tells a spreadsheet that the file is UTF-8.
  const url = URL.createObjectURL(new Blob(['\uFEFF', toCsv(table)], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${name}.csv`
  link.click()
  URL.revokeObjectURL(url)
}
