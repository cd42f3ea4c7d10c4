export interface SparkPoint {
  x: number
  y: number
}

/** Where the values of a row of days go in a box, the highest at its top and zero at its foot; the days share its width. */
export function sparkPoints(values: readonly number[], width: number, height: number): SparkPoint[] {
  const most = Math.max(...values)
  return values.map((value, index) => ({
    x: values.length === 1 ? width / 2 : (index / (values.length - 1)) * width,
    y: most === 0 ? height : height - (value / most) * height,
  }))
}

/** The points as an SVG path. */
export const pathThrough = (points: readonly SparkPoint[]) =>
  points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
