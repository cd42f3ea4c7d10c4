import {
  Badge,
  Button,
  Checkbox,
  Group,
  Menu,
  SegmentedControl,
  Skeleton,
  Stack,
  Table,
  Text,
  Textarea,
  TextInput,
  VisuallyHidden,
} from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import {
  addSecret,
  createKey,
  deleteSecret,
  keysQuery,
  revokeKey,
  sessionQuery,
  type ApiKey,
  type NewKey,
  type NewSecret,
} from '@/api/session'
import { CopyAction } from '@/ui/CopyAction'
import { Dialog } from '@/ui/Dialog'
import { ErrorPanel } from '@/ui/ErrorPanel'
import { Panel, PanelTitle } from '@/ui/Panel'
import { QueryBoundary } from '@/ui/QueryBoundary'
import { Timestamp } from '@/ui/Timestamp'
import { origins, SCOPES } from './model'
import { RowActions, RowFailure } from './RowActions'
import classes from './SettingsPage.module.css'

/** What programs call with. */
export function KeysSection() {
  const titleId = useId()
  const keys = useQuery(keysQuery())
  const [isMaking, setIsMaking] = useState(false)
  const [made, setMade] = useState<NewSecret | null>(null)
  return (
    <Panel labelledBy={titleId}>
      <div className={classes.head}>
        <PanelTitle id={titleId}>API keys</PanelTitle>
        <Button
          size="sm"
          onClick={() => {
            setIsMaking(true)
          }}
        >
          Make a key
        </Button>
      </div>
      {made && (
        <Stack gap="xs" mt="md" role="status">
          <Text size="sm">
            The secret of “{made.key.name}”. It is shown this one time; your program sends it as{' '}
            <code>Authorization: Bearer …</code>
          </Text>
          <div className={classes.secret}>
            <code>{made.secret}</code>
            <CopyAction label="Copy the secret" value={made.secret} />
          </div>
        </Stack>
      )}
      <QueryBoundary query={keys} skeleton={<Skeleton h={160} mt="md" role="status" aria-label="Loading" />}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed" mt="md" maw="60ch">
              There is no key yet. Your helpdesk needs one to post feedback and to ask for prompts.
            </Text>
          ) : (
            <div className={classes.scroll}>
              <Table className={classes.rows} mt="sm" verticalSpacing="sm">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Key</Table.Th>
                    <Table.Th>May</Table.Th>
                    <Table.Th>Last used</Table.Th>
                    <Table.Th>
                      <VisuallyHidden>Actions</VisuallyHidden>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((key) => (
                    <KeyRow key={key.id} apiKey={key} onSecret={setMade} />
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          )
        }
      </QueryBoundary>
      <Dialog
        opened={isMaking}
        onClose={() => {
          setIsMaking(false)
        }}
        title="Make a key"
      >
        <KeyForm
          onDone={(secret) => {
            setIsMaking(false)
            setMade(secret)
          }}
        />
      </Dialog>
    </Panel>
  )
}

function KeyRow({ apiKey, onSecret }: { apiKey: ApiKey; onSecret: (made: NewSecret) => void }) {
  const client = useQueryClient()
  const reload = () => client.invalidateQueries({ queryKey: keysQuery().queryKey })
  const adding = useMutation({ mutationFn: addSecret, onSuccess: onSecret, onSettled: reload })
  const removing = useMutation({ mutationFn: deleteSecret, onSettled: reload })
  const revoking = useMutation({ mutationFn: revokeKey, onSettled: reload })
  const isOver = apiKey.revoked || (apiKey.expiresAt !== null && new Date(apiKey.expiresAt) < new Date())
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <Text size="sm" fw={550}>
            {apiKey.name}
          </Text>
          {apiKey.secrets.map(({ id, hint }) => (
            <div key={id} className={classes.quiet}>
              <code>{hint}</code>
            </div>
          ))}
          <span className={classes.quiet}>made by {apiKey.createdBy}</span>
        </Table.Td>
        <Table.Td>
          <Group gap={4}>
            {isOver && (
              <Badge size="sm" color="gray" variant="outline">
                {apiKey.revoked ? 'Revoked' : 'Expired'}
              </Badge>
            )}
            {apiKey.kind === 'PUBLIC' ? (
              <Text size="sm">Post feedback from {apiKey.origins.join(', ')}</Text>
            ) : (
              apiKey.scopes.map((scope) => (
                <Badge key={scope} size="sm" variant="light" tt="none">
                  {scope}
                </Badge>
              ))
            )}
          </Group>
        </Table.Td>
        <Table.Td>
          {apiKey.lastUsedAt === null ? (
            <span className={classes.quiet}>Never</span>
          ) : (
            <Timestamp instant={apiKey.lastUsedAt} />
          )}
        </Table.Td>
        <Table.Td ta="right">
          {!isOver && (
            <RowActions name={apiKey.name}>
              {apiKey.secrets.length < 2 && (
                <Menu.Item
                  onClick={() => {
                    adding.mutate(apiKey.id)
                  }}
                >
                  Make a second secret
                </Menu.Item>
              )}
              {apiKey.secrets.length > 1 &&
                apiKey.secrets.map(({ id, hint }) => (
                  <Menu.Item
                    key={id}
                    onClick={() => {
                      removing.mutate({ id: apiKey.id, secretId: id })
                    }}
                  >
                    Delete {hint}
                  </Menu.Item>
                ))}
              <Menu.Item
                color="red"
                onClick={() => {
                  revoking.mutate(apiKey.id)
                }}
              >
                Revoke
              </Menu.Item>
            </RowActions>
          )}
        </Table.Td>
      </Table.Tr>
      <RowFailure actions={[adding, removing, revoking]} columns={4} />
    </>
  )
}

function KeyForm({ onDone }: { onDone: (made: NewSecret) => void }) {
  const client = useQueryClient()
  const { data: session } = useQuery(sessionQuery())
  const [name, setName] = useState('')
  const [kind, setKind] = useState<NewKey['kind']>('SECRET')
  const [scopes, setScopes] = useState<string[]>(['feedback:write', 'prompts:write'])
  const [pages, setPages] = useState('')
  const making = useMutation({
    mutationFn: createKey,
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: keysQuery().queryKey })
      onDone(made)
    },
  })
  const roles = session?.roles ?? []
  // A right can be handed on by who has it.
  const offered = SCOPES.filter(({ role }) => roles.includes('ADMIN') || role === 'VIEWER' || roles.includes(role))
  const make = () => {
    making.mutate(
      kind === 'PUBLIC'
        ? { name, kind, origins: origins(pages) }
        : { name, kind, scopes: offered.map(({ scope }) => scope).filter((scope) => scopes.includes(scope)) },
    )
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        make()
      }}
    >
      <Stack gap="md">
        {making.isError && <ErrorPanel error={making.error} onRetry={make} />}
        <TextInput
          label="Name"
          description="What it is for: your helpdesk, a script."
          required
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value)
          }}
        />
        <SegmentedControl
          aria-label="Kind of key"
          value={kind}
          onChange={(value) => {
            setKind(value)
          }}
          data={[
            { value: 'SECRET', label: 'For a server' },
            { value: 'PUBLIC', label: 'For a web page' },
          ]}
        />
        {kind === 'PUBLIC' ? (
          <Textarea
            label="Origins of the pages"
            description="Anybody can read a key in a page. So it posts single feedback from these pages, and nothing else; what it posts teaches the AI nothing until it is reviewed."
            placeholder="https://desk.example.com"
            required
            rows={2}
            value={pages}
            onChange={(event) => {
              setPages(event.currentTarget.value)
            }}
          />
        ) : (
          <Checkbox.Group label="May" value={scopes} onChange={setScopes}>
            <Stack gap="xs" mt="xs">
              {offered.map(({ scope, does }) => (
                <Checkbox key={scope} value={scope} label={scope} description={does} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        <Button
          type="submit"
          loading={making.isPending}
          disabled={kind === 'PUBLIC' ? origins(pages).length === 0 : scopes.length === 0}
        >
          Make the key
        </Button>
      </Stack>
    </form>
  )
}
