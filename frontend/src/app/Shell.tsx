import { Link, Outlet, useRouterState, useSearch } from '@tanstack/react-router'
import IconExternalLink from '@tabler/icons-react/dist/esm/icons/IconExternalLink.mjs'
import { windowOf } from '@/api/search'
import { ColorSchemeSwitch } from './ColorSchemeSwitch'
import { DemoNotice } from './DemoNotice'
import { Logo } from './Logo'
import classes from './Shell.module.css'

const TABS = [
  { to: '/overview', label: 'Overview' },
  { to: '/trends', label: 'Trends' },
  { to: '/replay', label: 'Replay' },
] as const

export function Shell() {
  const search = windowOf(useSearch({ strict: false }))
  const navigating = useRouterState({ select: ({ isLoading }) => isLoading })

  return (
    <>
      <a className={classes.skip} href="#main">
        Skip to the content
      </a>
      <header className={classes.header}>
        <div className={classes.headerInner}>
          <Link to="/overview" search={search} className={classes.brand} aria-label="ReplyLoop, to the overview">
            <Logo />
            <span>ReplyLoop</span>
          </Link>
          <nav className={classes.tabs} aria-label="Main">
            {TABS.map(({ to, label }) => (
              <Link key={to} to={to} search={search} className={classes.tab}>
                {label}
              </Link>
            ))}
          </nav>
          <div className={classes.actions}>
            <Link to="/prompt" className={classes.action}>
              Try a prompt
            </Link>
            <a className={classes.action} href="/q/swagger-ui" target="_blank" rel="noreferrer">
              Try the API
              <IconExternalLink className={classes.actionIcon} size={16} stroke={1.75} aria-hidden />
            </a>
            <ColorSchemeSwitch />
          </div>
        </div>
      </header>
      <DemoNotice />
      <main id="main" className={classes.main} tabIndex={-1} aria-busy={navigating}>
        <Outlet />
      </main>
    </>
  )
}
