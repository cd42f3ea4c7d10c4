import classes from './Sparkline.module.css'
import { pathThrough, sparkPoints } from './sparkline'

const WIDTH = 112
const HEIGHT = 28
/** Room for the line's own width and for the dot at its end. */
const EDGE = 4

interface SparklineProps {
  /** One value a day, oldest first. */
  values: readonly number[]
  /** What the line says, for screen readers. */
  label: string
  /** The last day isn't over: its value may still grow. */
  partial: boolean
  muted?: boolean
}

/** A row of days, small enough for a line of text. What is still open ends in a hollow dot. */
export function Sparkline({ values, label, partial, muted = false }: SparklineProps) {
  const points = sparkPoints(values, WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE)
  const last = points.at(-1)
  const whole = partial ? points.slice(0, -1) : points
  return (
    <svg
      className={classes.sparkline}
      data-muted={muted || undefined}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`${-EDGE} ${-EDGE} ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
    >
      <path className={classes.line} d={pathThrough(whole)} />
      {partial && <path className={classes.open} d={pathThrough(points.slice(-2))} />}
      {last && <circle className={partial ? classes.openDot : classes.dot} cx={last.x} cy={last.y} r="2.5" />}
    </svg>
  )
}
