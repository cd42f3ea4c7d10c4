import { PasswordInput } from '@mantine/core'
import { ProblemError } from '@/api/problem'

const MIN_LENGTH = 12
const MAX_LENGTH = 200

interface NewPasswordInputProps {
  value: string
  onChange: (password: string) => void
  /** Why the last one was refused, if it was. */
  error: unknown
}

/** A password that is chosen, with why the last one was refused. */
export function NewPasswordInput({ value, onChange, error }: NewPasswordInputProps) {
  const violation =
    error instanceof ProblemError ? error.problem.violations?.find(({ field }) => field === 'password') : undefined
  return (
    <PasswordInput
      label="New password"
      description={`At least ${MIN_LENGTH} characters, and none of the common ones.`}
      autoComplete="new-password"
      required
      minLength={MIN_LENGTH}
      maxLength={MAX_LENGTH}
      error={violation && `It ${violation.message}.`}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value)
      }}
    />
  )
}
