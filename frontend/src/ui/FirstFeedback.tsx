import { Button, CopyButton, Stack, Text } from '@mantine/core'
import { EmptyState } from './EmptyState'
import classes from './FirstFeedback.module.css'

const EXAMPLE = {
  messageId: '0f8a1c1e-6f0b-4d57-9a55-3c1f7b0a2d11',
  message: 'Where is my refund? I sent the parcel back two weeks ago.',
  aiReply: 'Refunds take up to 5 days.',
  useful: false,
  agentReply: 'I have found your return and sent the refund on its way today.',
  reason: 'INCORRECT',
}

/** Nothing was ever posted: says how the first feedback gets here. */
export function FirstFeedback() {
  const command = [
    `curl ${window.location.origin}/api/feedback \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify(EXAMPLE, null, 2)}'`,
  ].join('\n')

  return (
    <EmptyState title="No feedback yet">
      <Text c="dimmed" maw="56ch">
        As soon as the helpdesk posts the first verdict, it shows here. Try it from a terminal:
      </Text>
      <Stack className={classes.example} gap="xs">
        {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- a box that scrolls needs the keyboard */}
        <pre className={classes.command} tabIndex={0} aria-label="Command that posts a feedback" role="region">
          {command}
        </pre>
        <CopyButton value={command}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy the command'}
            </Button>
          )}
        </CopyButton>
      </Stack>
    </EmptyState>
  )
}
