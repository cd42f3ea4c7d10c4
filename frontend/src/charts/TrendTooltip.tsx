import { weekday } from '@/ui/days'
import { count, percent, wholePercent } from '@/ui/format'
import type { TrendPoint, TrendWords } from './TrendChart'
import classes from './TrendChart.module.css'

interface TrendTooltipProps {
  point: TrendPoint
  words: TrendWords
}

export function TrendTooltip({
  point: { day, part, whole, share, interval, before, partial },
  words,
}: TrendTooltipProps) {
  return (
    <div className={classes.tooltip}>
      <p className={classes.day}>
        {weekday(day)}
        {partial && ', so far'}
      </p>
      {share === null ? (
        <p className={classes.soft}>{words.nothing}</p>
      ) : (
        <>
          <p>
            <span className={classes.share}>{percent(share)}</span> {words.measure}, {count(part)} of {count(whole)}
          </p>
          {interval && (
            <p className={classes.soft}>
              95% interval: {wholePercent(interval.lower)} to {wholePercent(interval.upper)}
            </p>
          )}
        </>
      )}
      {before.share !== null && (
        <p className={classes.soft}>
          {words.beforeOn(before.day)}: {percent(before.share)}
        </p>
      )}
    </div>
  )
}
