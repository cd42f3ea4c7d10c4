import { Button, Skeleton, Stack } from '@mantine/core'
import { Link, useRouter } from '@tanstack/react-router'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorPanel } from '@/ui/ErrorPanel'
import { PageHeader } from '@/ui/PageHeader'

export function LoadingPage() {
  return (
    <Stack gap="md" role="status" aria-label="Loading">
      <Skeleton h={28} w={180} />
      <Skeleton h={32} />
      <Skeleton h={320} />
    </Stack>
  )
}

export function NotFoundPage() {
  return (
    <Stack>
      <PageHeader title="Not found" />
      <EmptyState title="There is no such page">
        <Button component={Link} to="/overview" variant="default" size="xs">
          Go to the overview
        </Button>
      </EmptyState>
    </Stack>
  )
}

/** A page that failed to draw, or whose code could not be loaded. */
export function CrashedPage({ error }: { error: unknown }) {
  const router = useRouter()
  return (
    <Stack>
      <PageHeader title="This page failed" />
      <ErrorPanel error={error} onRetry={() => void router.invalidate()} />
    </Stack>
  )
}
