import { Link } from '@tanstack/react-router'
import { useMay } from '@/api/session'
import { PageHeader } from '@/ui/PageHeader'
import { AccountSection } from './AccountSection'
import { AuditSection } from './AuditSection'
import { KeysSection } from './KeysSection'
import { PeopleSection } from './PeopleSection'
import { RetentionSection } from './RetentionSection'
import { SECTIONS, type Section } from './sections'
import { SignInSection } from './SignInSection'
import classes from './SettingsPage.module.css'

const LABELS: Readonly<Record<Section, string>> = {
  account: 'My account',
  people: 'People',
  'sign-in': 'Sign-in',
  keys: 'API keys',
  retention: 'Retention and erasure',
  audit: 'Audit log',
}

/** Settings, a section at a time; what one may not do is not shown. */
export function SettingsPage({ section }: { section: Section }) {
  const isAdmin = useMay('ADMIN')
  const isDeveloper = useMay('DEVELOPER')
  const mayErase = useMay('PRIVACY')
  const shown: Record<Section, boolean> = {
    account: true,
    people: isAdmin,
    'sign-in': isAdmin,
    keys: isDeveloper,
    retention: mayErase,
    audit: isAdmin,
  }
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
      {section === 'sign-in' && <SignInSection />}
      {section === 'retention' && <RetentionSection />}
      {section === 'audit' && <AuditSection />}
      {section === 'account' && <AccountSection />}
    </div>
  )
}
