import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isSetUpNeeded, isUnknown, sessionQuery, useIsSessionOver } from '@/api/session'
import { ErrorPanel } from '@/ui/ErrorPanel'
import { Dialog } from '@/ui/Dialog'
import { DoorPage } from './DoorPage'
import { SignInForm } from './SignInForm'

/** Shows the dashboard to who is signed in. A session that ends is asked for again on top of it: nothing typed is lost. */
export function SessionGate({ pending, children }: { pending: ReactNode; children: ReactNode }) {
  const session = useQuery(sessionQuery())
  const isOver = useIsSessionOver()
  if (session.data === undefined) {
    if (!session.isError) return pending
    if (isSetUpNeeded(session.error)) return <SetUpNeededPage />
    if (isUnknown(session.error)) return <SignInPage />
    return (
      <DoorPage title="ReplyLoop">
        <ErrorPanel error={session.error} onRetry={() => void session.refetch()} />
      </DoorPage>
    )
  }
  return (
    <>
      {children}
      <Dialog
        opened={isOver}
        onClose={() => undefined}
        withCloseButton={false}
        closeOnEscape={false}
        title="Your session is over"
      >
        <SignInForm {...(session.data.account ? { email: session.data.account.email } : {})} />
      </Dialog>
    </>
  )
}

function SignInPage() {
  return (
    <DoorPage title="Sign in" lead="No account, or forgot the password? An admin can hand you a link.">
      <SignInForm />
    </DoorPage>
  )
}

function SetUpNeededPage() {
  return (
    <DoorPage
      title="Nobody can sign in yet"
      lead="Open the set-up link that the backend printed when it started: with it you become the first admin. It is valid for an hour; the command create-setup-link prints a new one."
    />
  )
}
