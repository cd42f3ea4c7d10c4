import { Progress } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { aboutQuery, figuresKey } from '@/api/queries'
import { count } from '@/ui/format'
import classes from './DemoNotice.module.css'

/** Nobody may take made-up figures for their own: stays on top for as long as demo data is shown. */
export function DemoNotice() {
  const demo = useQuery(aboutQuery()).data?.demo
  const queryClient = useQueryClient()
  const loaded = demo?.loaded

  const known = useRef(loaded)
  useEffect(() => {
    const before = known.current
    known.current = loaded
    if (before !== undefined && before !== loaded) void queryClient.invalidateQueries({ queryKey: figuresKey })
  }, [loaded, queryClient])

  if (demo === null || demo === undefined) return null
  const loading = demo.state === 'LOADING'
  return (
    <aside className={classes.notice} aria-label="Demo data">
      <div className={classes.inner}>
        <p className={classes.text}>
          <strong>Demo data.</strong>{' '}
          {loading
            ? `Loading ${count(demo.loaded)} of ${count(demo.total)}; figures grow as it arrives.`
            : 'None of these conversations happened.'}{' '}
          To start empty: <code>make reset</code>, then <code>make run DEMO=no</code>.
        </p>
        {loading && (
          <Progress
            className={classes.progress}
            value={demo.total === 0 ? 0 : (100 * demo.loaded) / demo.total}
            size="sm"
            aria-label="Demo data loaded"
          />
        )}
      </div>
    </aside>
  )
}
