import {
  Area,
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
  type DotItemDotProps,
} from 'recharts'
import { shortDay } from '@/ui/days'
import { wholePercent } from '@/ui/format'
import type { Interval } from '@/ui/statistics'
import { clipped, within } from './clip'
import { Legend } from './Legend'
import classes from './TrendChart.module.css'
import { TrendTooltip } from './TrendTooltip'

/** One day of a share. Missing is not zero: a day without feedback has no share. */
export interface TrendPoint {
  day: string
  part: number
  whole: number
  share: number | null
  interval: Interval | null
  /** The same day of the period before. */
  before: { day: string; share: number | null; whole: number }
  /** The day isn't over: its share may still move. */
  partial: boolean
  /** No share on the day before nor on the day after: a line can't show it, a dot must. */
  alone: boolean
}

interface TrendChartProps {
  points: TrendPoint[]
  /** The shares that the vertical axis runs between. */
  domain: [number, number]
  words: TrendWords
}

/** What is said of a share. */
export interface TrendWords {
  /** What the share is called: "useful". */
  measure: string
  /** What the dashed line is called: "the 30 days before". */
  before: string
  /** The same of one day of it. */
  beforeOn: (day: string) => string
  /** What a day without a share says. */
  nothing: string
}

const AXIS = { fill: 'var(--rl-ink-soft)', fontSize: 12 }
const STILL = { isAnimationActive: false } as const

/** A share day by day: the line, its interval as a band, the period before dashed, and what is still open, hollow. */
export function TrendChart({ points, domain, words }: TrendChartProps) {
  const last = points.at(-1)
  const opensAt = last?.partial ? points.length - 1 : points.length
  // The step into a day that isn't over is drawn apart from the rest, so that nobody reads a fall into it.
  const rows = points.map((point, index) => {
    const band = point.interval && clipped(point.interval, domain)
    const shown = point.share === null ? null : within(point.share, domain)
    return {
      ...point,
      done: index < opensAt ? shown : null,
      open: index >= opensAt - 1 && last?.partial === true ? shown : null,
      earlier: point.before.share === null ? null : within(point.before.share, domain),
      // Where the axis ends before the day's share does.
      outside: point.share === null || shown === point.share ? null : point.share > domain[1] ? 'above' : 'below',
      band: band && [band.lower, band.upper],
      lone: point.alone ? shown : null,
      whisker: point.alone && band && shown !== null ? [shown - band.lower, band.upper - shown] : null,
    } as const
  })

  return (
    <div className={classes.chart}>
      <Legend entries={legendOf(points, words)} />
      {/* Its axes would be read as loose numbers; the summary and the table say what it shows. */}
      <ResponsiveContainer width="100%" height={300} aria-hidden>
        <ComposedChart data={rows} margin={{ top: 12, right: 12, bottom: 0, left: -8 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--rl-grid)" />
          <XAxis
            dataKey="day"
            tickFormatter={shortDay}
            tick={AXIS}
            tickLine={false}
            axisLine={{ stroke: 'var(--rl-line-strong)' }}
            interval="equidistantPreserveStart"
            minTickGap={24}
            tickMargin={8}
          />
          <YAxis
            domain={domain}
            ticks={ticksOf(domain)}
            tickFormatter={wholePercent}
            tick={AXIS}
            tickLine={false}
            axisLine={false}
            width={52}
          />
          <Tooltip
            content={({ active, payload }) => {
              const row = payload[0]?.payload as TrendPoint | undefined
              return active && row ? <TrendTooltip point={row} words={words} /> : null
            }}
            cursor={{ stroke: 'var(--rl-line-strong)' }}
            {...STILL}
          />
          <Area dataKey="band" stroke="none" fill="var(--rl-useful-band)" activeDot={false} {...STILL} />
          <Line
            dataKey="earlier"
            stroke="var(--rl-previous)"
            strokeWidth={1.5}
            strokeDasharray="4 4"
            dot={false}
            activeDot={false}
            {...STILL}
          />
          <Line
            dataKey="done"
            stroke="var(--rl-useful)"
            strokeWidth={2.25}
            dot={({ key, index, cx, cy }: DotItemDotProps) => (
              <Beyond key={key} cx={cx} cy={cy} side={index < opensAt ? (rows[index]?.outside ?? null) : null} />
            )}
            {...STILL}
          />
          <Line
            dataKey="open"
            stroke="var(--rl-useful)"
            strokeWidth={2.25}
            strokeDasharray="1 5"
            strokeLinecap="round"
            dot={({ key, index, cx, cy }: DotItemDotProps) =>
              index === opensAt && rows[index]?.open !== null ? (
                <g key={key}>
                  <OpenDot cx={cx} cy={cy} />
                  <Beyond cx={cx} cy={cy} side={rows[index]?.outside ?? null} />
                </g>
              ) : (
                <g key={key} />
              )
            }
            activeDot={false}
            {...STILL}
          />
          <Line
            dataKey="lone"
            stroke="var(--rl-useful)"
            strokeWidth={0}
            dot={{ r: 3, fill: 'var(--rl-useful)', strokeWidth: 0 }}
            activeDot={false}
            {...STILL}
          >
            <ErrorBar dataKey="whisker" width={0} strokeWidth={6} stroke="var(--rl-useful-band)" {...STILL} />
          </Line>
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}

function OpenDot({ cx, cy }: Pick<DotItemDotProps, 'cx' | 'cy'>) {
  return <circle cx={cx} cy={cy} r={4} fill="var(--rl-surface)" stroke="var(--rl-useful)" strokeWidth={2} />
}

type DotPlace = Pick<DotItemDotProps, 'cx' | 'cy'>

/** An arrow at the edge of the plot: the day's share lies beyond it. */
function Beyond({ cx, cy, side }: DotPlace & { side: 'above' | 'below' | null }) {
  if (side === null || cx === undefined || cy === undefined) return <g />
  const tip = side === 'above' ? cy - 9 : cy + 9
  const base = side === 'above' ? cy - 3 : cy + 3
  return (
    <path
      d={`M${cx - 5} ${base}L${cx + 5} ${base}L${cx} ${tip}Z`}
      fill="var(--rl-useful)"
      data-testid={`beyond-${side}`}
    />
  )
}

function legendOf(points: TrendPoint[], { measure, before }: TrendWords) {
  const line = { stroke: 'var(--rl-useful)', strokeWidth: 2.25 }
  return [
    { label: `% ${measure}`, mark: <path d="M1 6H21" {...line} /> },
    { label: '95% interval', mark: <rect x="1" y="1" width="20" height="10" rx="2" fill="var(--rl-useful-band)" /> },
    ...(points.some((point) => point.before.share !== null)
      ? [
          {
            label: before,
            mark: <path d="M1 6H21" stroke="var(--rl-previous)" strokeWidth="1.5" strokeDasharray="4 4" />,
          },
        ]
      : []),
    ...(points.at(-1)?.partial && points.at(-1)?.share !== null
      ? [{ label: 'today so far', mark: <circle cx="11" cy="6" r="4" fill="none" {...line} strokeWidth={2} /> }]
      : []),
  ]
}

function ticksOf([low, high]: [number, number]): number[] {
  const step = high - low > 0.5 ? 0.2 : 0.1
  const first = Math.ceil(low / step - 1e-9)
  const count = Math.floor((high - first * step) / step + 1e-9) + 1
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toFixed(2)))
}
