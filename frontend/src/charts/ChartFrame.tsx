import { ActionIcon, Table } from '@mantine/core'
import IconChartLine from '@tabler/icons-react/dist/esm/icons/IconChartLine.mjs'
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs'
import IconTable from '@tabler/icons-react/dist/esm/icons/IconTable.mjs'
import { useId, useState, type ReactNode } from 'react'
import { decimal } from '@/ui/format'
import { Panel, PanelTitle } from '@/ui/Panel'
import classes from './ChartFrame.module.css'
import { downloadCsv, type ChartTable } from './table'

interface ChartFrameProps {
  title: string
  /** What the chart says, in one line. */
  summary: string
  table: ChartTable
  /** The name of the downloaded file, without its ending. */
  fileName: string
  children: ReactNode
  /** What stands below the chart and the table alike. */
  foot?: ReactNode
}

/** Around every chart: its title, its point in words, and its figures as a table and as a file. */
export function ChartFrame({ title, summary, table, fileName, children, foot }: ChartFrameProps) {
  const titleId = useId()
  const [asTable, setAsTable] = useState(false)
  const Other = asTable ? IconChartLine : IconTable

  return (
    <Panel labelledBy={titleId}>
      <div className={classes.frame}>
        <div className={classes.head}>
          <PanelTitle id={titleId}>{title}</PanelTitle>
          <div className={classes.actions}>
            <ActionIcon
              variant="subtle"
              color="gray"
              c="dimmed"
              aria-label={`${title}: show as ${asTable ? 'chart' : 'table'}`}
              title={`Show as ${asTable ? 'chart' : 'table'}`}
              onClick={() => {
                setAsTable(!asTable)
              }}
            >
              <Other size={18} stroke={1.75} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              c="dimmed"
              aria-label={`${title}: download as CSV`}
              title="Download as CSV"
              onClick={() => {
                downloadCsv(fileName, table)
              }}
            >
              <IconDownload size={18} stroke={1.75} aria-hidden />
            </ActionIcon>
          </div>
        </div>
        <p className={classes.summary}>{summary}</p>
        {asTable ? <Figures titleId={titleId} table={table} /> : children}
        {foot}
      </div>
    </Panel>
  )
}

function Figures({ titleId, table: { columns, rows } }: { titleId: string; table: ChartTable }) {
  return (
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- a box that scrolls needs the keyboard
    <div className={classes.figures} tabIndex={0} role="group" aria-labelledby={titleId}>
      <Table aria-labelledby={titleId} stickyHeader horizontalSpacing="sm" verticalSpacing={6} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ label, numeric }) => (
              <Table.Th key={label} scope="col" ta={numeric ? 'right' : 'left'}>
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name, ...cells]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={500}>
                {name}
              </Table.Th>
              {cells.map((cell, index) => {
                const column = columns[index + 1]
                return (
                  <Table.Td key={column?.label} ta={column?.numeric ? 'right' : 'left'}>
                    {cell === null ? '–' : typeof cell === 'number' ? decimal(cell, column?.digits ?? 0) : cell}
                  </Table.Td>
                )
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
