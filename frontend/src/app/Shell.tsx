import { Link, Outlet, useRouterState, useSearch } from '@tanstack/react-router'
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs'
import IconExternalLink from '@tabler/icons-react/dist/esm/icons/IconExternalLink.mjs'
import { useQuery } from '@tanstack/react-query'
import { windowOf } from '@/api/search'
import { sessionQuery, useMay } from '@/api/session'
import { ColorSchemeSwitch } from './ColorSchemeSwitch'
import { DemoNotice } from './DemoNotice'
import { ExportButton } from '@/features/export/ExportButton'
import { Logo } from './Logo'
import classes from './Shell.module.css'

const TABS = [
  { to: '/overview', label: 'Overview' },
  { to: '/trends', label: 'Trends' },
  { to: '/replay', label: 'Replay' },
] as const

export function Shell() {
  const search = windowOf(useSearch({ strict: false }))
  const { data: session } = useQuery(sessionQuery())
  const mayAskForPrompts = useMay('DEVELOPER', 'REVIEWER')
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
            {mayAskForPrompts && <ExportButton search={search} className={classes.action ?? ''} />}
            {mayAskForPrompts && (
              <Link to="/prompt" className={classes.action}>
                Try a prompt
              </Link>
            )}
            <a
              className={`${classes.action ?? ''} ${classes.api ?? ''}`}
              href="/q/swagger-ui"
              target="_blank"
              rel="noreferrer"
            >
              Try the API
              <IconExternalLink className={classes.actionIcon} size={16} stroke={1.75} aria-hidden />
            </a>
            <Link
              to="/settings/$section"
              params={{ section: 'account' }}
              className={classes.action}
              aria-label="Settings"
              title={session?.account ? `Settings · ${session.account.email}` : 'Settings'}
            >
              <IconSettings size={18} stroke={1.75} aria-hidden />
            </Link>
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
