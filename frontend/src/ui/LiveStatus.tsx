import { VisuallyHidden } from '@mantine/core'

/** Tells a screen reader what the page came to show, each time that changes. */
export function LiveStatus({ children }: { children: string }) {
  return <VisuallyHidden role="status">{children}</VisuallyHidden>
}
