import { useQuery } from '@tanstack/react-query'
import { aboutQuery } from '@/api/queries'
import { instantIn, timeAgo, useNow } from './time'

interface TimestampProps {
  instant: string
  /** Absolute says the day and minute; relative how long ago that was, and the other on hover. */
  style?: 'relative' | 'absolute'
}

/** A moment, told in the reporting zone wherever the reader sits. */
export function Timestamp({ instant, style = 'relative' }: TimestampProps) {
  const now = useNow()
  const { data: about } = useQuery(aboutQuery())
  const zone = about?.timeZone ?? 'UTC'
  const absolute = instantIn(zone, instant)
  const relative = timeAgo(instant, now)
  return (
    <time dateTime={instant} title={style === 'relative' ? `${absolute} (${zone})` : `${relative} (${zone})`}>
      {style === 'relative' ? relative : absolute}
    </time>
  )
}
