import { Alert, Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { forgetFailure, leaveForCompanyAccount, whyCompanyAccountFailed } from './company-account'
import { ProblemError } from '@/api/problem'
import { entryQuery, sessionIsBack, sessionQuery, signIn } from '@/api/session'

/** Asks who it is. What was asked for in vain meanwhile is asked for again. */
export function SignInForm({ email: known }: { email?: string }) {
  const client = useQueryClient()
  const companyAccount = useQuery(entryQuery()).data?.companyAccount
  const [failed] = useState(whyCompanyAccountFailed)
  const [email, setEmail] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const signing = useMutation({
    mutationFn: signIn,
    onSuccess: async (session) => {
      forgetFailure()
      sessionIsBack()
      client.setQueryData(sessionQuery().queryKey, session)
      await client.invalidateQueries()
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        signing.mutate({ email, password })
      }}
    >
      <Stack gap="md">
        {failed !== undefined && !signing.isError && (
          <Alert color="red" variant="light" role="alert">
            {failed}
          </Alert>
        )}
        {companyAccount && (
          <>
            <Button component="a" href="/api/session/oidc" onClick={leaveForCompanyAccount} fullWidth>
              Sign in with your {companyAccount}
            </Button>
            <Divider label="or with a password" />
          </>
        )}
        {signing.isError && <Refusal error={signing.error} />}
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="username"
          required
          readOnly={known !== undefined}
          value={email}
          onChange={(event) => {
            setEmail(event.currentTarget.value)
          }}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => {
            setPassword(event.currentTarget.value)
          }}
        />
        <Button type="submit" variant={companyAccount ? 'default' : 'filled'} loading={signing.isPending} fullWidth>
          Sign in
        </Button>
      </Stack>
    </form>
  )
}

/** Why it was refused, in the backend's words. */
export function Refusal({ error }: { error: unknown }) {
  // A field that is at fault says so itself.
  if (error instanceof ProblemError && error.problem.violations !== undefined) return null
  return (
    <Alert color="red" variant="light" role="alert">
      {error instanceof ProblemError
        ? error.problem.detail
        : 'ReplyLoop can’t be reached. Please try again in a moment.'}
    </Alert>
  )
}
