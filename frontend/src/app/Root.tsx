import { Outlet, useRouterState } from '@tanstack/react-router'
import { SessionGate } from '@/features/sign-in/SessionGate'
import { LoadingPage } from './fallbacks'
import { Shell } from './Shell'
import classes from './Shell.module.css'

/** Where one-time links lead: for who is not known yet. */
const OPEN = ['/set-up', '/choose-password']

export function Root() {
  const path = useRouterState({ select: ({ location }) => location.pathname })
  if (OPEN.includes(path)) return <Outlet />
  return (
    <SessionGate
      pending={
        <div className={classes.main}>
          <LoadingPage />
        </div>
      }
    >
      <Shell />
    </SessionGate>
  )
}
