import { Button, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { choosePassword, sessionIsBack, sessionQuery, setUp, type Session } from '@/api/session'
import { NewPasswordInput } from '@/ui/NewPasswordInput'
import { DoorPage } from './DoorPage'
import { Refusal } from './SignInForm'

/** The token that a one-time link carries behind its #: browsers send that part to nobody. */
function useLinkToken() {
  const [token] = useState(() => window.location.hash.slice(1))
  return token
}

function useEntered() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async (session: Session) => {
    sessionIsBack()
    client.setQueryData(sessionQuery().queryKey, session)
    await navigate({ to: '/overview', search: {}, replace: true })
    await client.invalidateQueries()
  }
}

/** Makes the first admin. */
export function SetUpPage() {
  const token = useLinkToken()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const making = useMutation({ mutationFn: setUp, onSuccess: useEntered() })
  return (
    <DoorPage
      title="Become the first admin"
      lead={
        token === ''
          ? 'The link is not whole: copy it with all that stands behind the #.'
          : 'You invite everybody else, and make keys for your helpdesk.'
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          making.mutate({ token, email, password })
        }}
      >
        <Stack gap="md">
          {making.isError && <Refusal error={making.error} />}
          <TextInput
            label="E-mail address"
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={(event) => {
              setEmail(event.currentTarget.value)
            }}
          />
          <NewPasswordInput value={password} onChange={setPassword} error={making.error} />
          <Button type="submit" loading={making.isPending} disabled={token === ''} fullWidth>
            Set up ReplyLoop
          </Button>
        </Stack>
      </form>
    </DoorPage>
  )
}

/** Takes up an invitation, or replaces a forgotten password. */
export function ChoosePasswordPage() {
  const token = useLinkToken()
  const [password, setPassword] = useState('')
  const choosing = useMutation({ mutationFn: choosePassword, onSuccess: useEntered() })
  return (
    <DoorPage
      title="Choose a password"
      lead={token === '' ? 'The link is not whole: copy it with all that stands behind the #.' : undefined}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          choosing.mutate({ token, password })
        }}
      >
        <Stack gap="md">
          {choosing.isError && <Refusal error={choosing.error} />}
          <NewPasswordInput value={password} onChange={setPassword} error={choosing.error} />
          <Button type="submit" loading={choosing.isPending} disabled={token === ''} fullWidth>
            Sign in with it
          </Button>
        </Stack>
      </form>
    </DoorPage>
  )
}
