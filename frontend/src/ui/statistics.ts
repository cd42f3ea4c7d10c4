/* How certain a share is that was counted: 95% throughout. What is compared, the backend compares. */

const Z = 1.959964

export interface Interval {
  lower: number
  upper: number
}

export interface Counted {
  part: number
  whole: number
}

/**
 * Wilson's score interval of a share. Unlike the textbook's, it stays within 0 and 1 and remains honest for the
 * handful of verdicts that a quiet day has. A share of nothing has none.
 */
export function wilson({ part, whole }: Counted): Interval | null {
  if (whole === 0) return null
  const share = part / whole
  const square = Z * Z
  const scale = 1 + square / whole
  const centre = (share + square / (2 * whole)) / scale
  const margin = (Z / scale) * Math.sqrt((share * (1 - share)) / whole + square / (4 * whole * whole))
  // At the ends, rounding would leave a 1e-17 where the formula says 0 (or 1).
  return {
    lower: part === 0 ? 0 : Math.max(0, centre - margin),
    upper: part === whole ? 1 : Math.min(1, centre + margin),
  }
}
