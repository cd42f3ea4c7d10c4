import { Pie, PieChart, ResponsiveContainer } from 'recharts'
import { count, percent } from '@/ui/format'
import classes from './ShareDonut.module.css'

export interface Slice {
  label: string
  value: number
  /** A CSS variable of theme.css. */
  color: string
}

interface ShareDonutProps {
  slices: Slice[]
  /** The share that the ring is about, in its middle. */
  centre: { figure: string; label: string }
}

export function ShareDonut({ slices, centre }: ShareDonutProps) {
  const total = slices.reduce((sum, { value }) => sum + value, 0)
  return (
    <div className={classes.donut}>
      <div className={classes.ring} aria-hidden>
        <ResponsiveContainer width="100%" height={200}>
          <PieChart accessibilityLayer={false}>
            <Pie
              data={slices.map(({ label, value, color }) => ({ name: label, value, fill: color }))}
              dataKey="value"
              innerRadius="72%"
              outerRadius="100%"
              startAngle={90}
              endAngle={-270}
              // A gap between a slice and itself would look like a missing share.
              paddingAngle={slices.every(({ value }) => value > 0) ? 1.5 : 0}
              stroke="none"
              rootTabIndex={-1}
              isAnimationActive={false}
            />
          </PieChart>
        </ResponsiveContainer>
        <div className={classes.centre}>
          <span className={classes.figure}>{centre.figure}</span>
          <span className={classes.label}>{centre.label}</span>
        </div>
      </div>
      <ul className={classes.legend}>
        {slices.map(({ label, value, color }) => (
          <li key={label}>
            <span className={classes.swatch} style={{ background: color }} aria-hidden />
            <span>{label}</span>
            <span className={classes.value}>{count(value)}</span>
            <span className={classes.share}>{percent(value / total)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
