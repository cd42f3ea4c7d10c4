import { Badge, Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { ProblemError } from '@/api/problem'
import { changePassword, sessionQuery, signOut, signOutEverywhere, type Session } from '@/api/session'
import { ErrorPanel } from '@/ui/ErrorPanel'
import { NewPasswordInput } from '@/ui/NewPasswordInput'
import { Panel, PanelTitle } from '@/ui/Panel'
import { ROLES } from './model'
import classes from './SettingsPage.module.css'

/** Who is signed in, with which rights; signing out, and a new password. */
export function AccountSection() {
  const { data: session } = useQuery(sessionQuery())
  if (session === undefined) return null
  return (
    <>
      <Who session={session} />
      {session.account?.password === true && <ChangePassword />}
    </>
  )
}

/** Leaves: the page is loaded anew, so that nothing of what was read stays in memory. */
function leave() {
  window.location.assign('/')
}

function Who({ session: { account, roles, trial } }: { session: Session }) {
  const titleId = useId()
  const leaving = useMutation({ mutationFn: signOut, onSuccess: leave })
  const leavingEverywhere = useMutation({ mutationFn: signOutEverywhere, onSuccess: leave })
  return (
    <Panel labelledBy={titleId}>
      <PanelTitle id={titleId}>{account === null ? 'Nobody has to sign in here' : account.name}</PanelTitle>
      <Stack gap="md" mt="sm">
        <Text size="sm">
          {account === null
            ? trial
              ? 'This is a trial on your own machine: everybody who opens this page has all rights.'
              : 'Access control is switched off: everybody who reaches this machine’s port has all rights.'
            : `Signed in as ${account.email}.`}
        </Text>
        <Group gap="xs">
          {roles.map((role) => (
            <Badge key={role} variant="light" title={ROLES[role].does}>
              {ROLES[role].label}
            </Badge>
          ))}
        </Group>
        {account !== null && (
          <Group>
            <Button
              variant="default"
              loading={leaving.isPending}
              onClick={() => {
                leaving.mutate()
              }}
            >
              Sign out
            </Button>
            <Button
              variant="default"
              loading={leavingEverywhere.isPending}
              onClick={() => {
                leavingEverywhere.mutate()
              }}
            >
              Sign out on all devices
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
  )
}

function ChangePassword() {
  const titleId = useId()
  const client = useQueryClient()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const changing = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      setCurrent('')
      setPassword('')
      void client.invalidateQueries({ queryKey: sessionQuery().queryKey })
    },
  })
  const violations = changing.error instanceof ProblemError ? (changing.error.problem.violations ?? []) : []
  const refused = (field: string) => {
    const violation = violations.find((one) => one.field === field)
    return violation && `It ${violation.message}.`
  }
  return (
    <Panel labelledBy={titleId}>
      <PanelTitle id={titleId}>Change your password</PanelTitle>
      <form
        className={classes.narrow}
        onSubmit={(event) => {
          event.preventDefault()
          changing.mutate({ current, password })
        }}
      >
        <Stack gap="md" mt="sm">
          {changing.isError && violations.length === 0 && (
            <ErrorPanel
              error={changing.error}
              onRetry={() => {
                changing.mutate({ current, password })
              }}
            />
          )}
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            required
            error={refused('current')}
            value={current}
            onChange={(event) => {
              setCurrent(event.currentTarget.value)
            }}
          />
          <NewPasswordInput value={password} onChange={setPassword} error={changing.error} />
          <Group>
            <Button type="submit" loading={changing.isPending}>
              Change it
            </Button>
            <Text size="sm" role="status">
              {changing.isSuccess ? 'Changed. All other devices are signed out.' : ''}
            </Text>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}
