import { Link } from '@tanstack/react-router'
import { useMay } from '@/api/session'
import { PageHeader } from '@/ui/PageHeader'
import { AccountSection } from './AccountSection'
import { AuditSection } from './AuditSection'
import { KeysSection } from './KeysSection'
import { PeopleSection } from './PeopleSection'
import { SECTIONS, type Section } from './sections'
import classes from './SettingsPage.module.css'

const LABELS: Readonly<Record<Section, string>> = {
  account: 'My account',
  people: 'People',
  keys: 'API keys',
  audit: 'Audit log',
}

/** Settings, a section at a time; what one may not do is not shown. */
export function SettingsPage({ section }: { section: Section }) {
  const isAdmin = useMay('ADMIN')
  const isDeveloper = useMay('DEVELOPER')
  const shown: Record<Section, boolean> = { account: true, people: isAdmin, keys: isDeveloper, audit: isAdmin }
  return (
    <div className={classes.page}>
      <PageHeader title="Settings" />
      <nav className={classes.sections} aria-label="Settings">
        {SECTIONS.filter((one) => shown[one]).map((one) => (
          <Link key={one} to="/settings/$section" params={{ section: one }} className={classes.section}>
            {LABELS[one]}
          </Link>
        ))}
      </nav>
      {section === 'people' && <PeopleSection />}
      {section === 'keys' && <KeysSection />}
      {section === 'audit' && <AuditSection />}
      {section === 'account' && <AccountSection />}
    </div>
  )
}
