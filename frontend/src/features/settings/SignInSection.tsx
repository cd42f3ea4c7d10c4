import { Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { sessionQuery, settingsQuery } from '@/api/session'
import { Panel, PanelTitle } from '@/ui/Panel'
import { QueryBoundary } from '@/ui/QueryBoundary'
import { Facts } from './Facts'
import { durationInWords, ROLES } from './model'

/** How people get in: set in the deployment's environment, shown here. */
export function SignInSection() {
  const titleId = useId()
  const settings = useQuery(settingsQuery())
  const { data: session } = useQuery(sessionQuery())
  if (session?.account === null) {
    return (
      <Panel labelledBy={titleId}>
        <PanelTitle id={titleId}>How people sign in</PanelTitle>
        <Text size="sm" mt="sm">
          Nobody has to sign in here:{' '}
          {session.trial ? 'this is a trial on your own machine.' : 'access control is switched off.'}
        </Text>
      </Panel>
    )
  }
  return (
    <Panel labelledBy={titleId}>
      <PanelTitle id={titleId}>How people sign in</PanelTitle>
      <QueryBoundary query={settings} skeleton={<Skeleton h={160} mt="md" role="status" aria-label="Loading" />}>
        {({ publicUrl, signIn: { sessionIdle, sessionAbsolute, companyAccounts } }) => (
          <>
            <Facts
              facts={[
                ['Address of the dashboard', publicUrl ?? 'not set: reached on this machine alone'],
                ['A session ends', `after ${durationInWords(sessionIdle)} without a call`],
                ['and in any case', `after ${durationInWords(sessionAbsolute)}`],
                [
                  'Company accounts',
                  companyAccounts === null
                    ? 'none: people sign in with an e-mail address and a password'
                    : `${companyAccounts.name}, at ${companyAccounts.issuer}`,
                ],
                ...(companyAccounts?.roles ?? []).map(
                  ({ role, groups }) =>
                    [
                      `${ROLES[role].label} by group`,
                      groups.map((group) => (group === '*' ? 'everybody with a company account' : group)).join(', '),
                    ] as const,
                ),
              ]}
            />
            <Text size="sm" c="dimmed" mt="md">
              This is set where ReplyLoop is started (replyloop.public-url, replyloop.sessions, replyloop.oidc), and
              changes with a restart.
            </Text>
          </>
        )}
      </QueryBoundary>
    </Panel>
  )
}
