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

function csvCell(cell: string | number | null): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  // A name that starts like a formula would be run by the spreadsheet that opens it.
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
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
