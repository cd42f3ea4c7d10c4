import {
  Badge,
  Button,
  Checkbox,
  Group,
  Menu,
  Skeleton,
  Stack,
  Table,
  Text,
  TextInput,
  VisuallyHidden,
} from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import {
  changePerson,
  createLink,
  deletePerson,
  invitePerson,
  peopleQuery,
  signOutPerson,
  type InvitedPerson,
  type Person,
} from '@/api/session'
import { CopyAction } from '@/ui/CopyAction'
import { Dialog } from '@/ui/Dialog'
import { ErrorPanel } from '@/ui/ErrorPanel'
import { Panel, PanelTitle } from '@/ui/Panel'
import { QueryBoundary } from '@/ui/QueryBoundary'
import { Timestamp } from '@/ui/Timestamp'
import { ROLE_ORDER, ROLES } from './model'
import { RowActions, RowFailure } from './RowActions'
import classes from './SettingsPage.module.css'

/** Who may sign in, and what they may do. */
export function PeopleSection() {
  const titleId = useId()
  const people = useQuery(peopleQuery())
  const [edited, setEdited] = useState<Person | 'new' | null>(null)
  const [invited, setInvited] = useState<InvitedPerson | null>(null)
  return (
    <Panel labelledBy={titleId}>
      <div className={classes.head}>
        <PanelTitle id={titleId}>People</PanelTitle>
        <Button
          size="sm"
          onClick={() => {
            setEdited('new')
          }}
        >
          Invite somebody
        </Button>
      </div>
      {invited && <LinkToHandOver invited={invited} />}
      <QueryBoundary query={people} skeleton={<Skeleton h={160} mt="md" role="status" aria-label="Loading" />}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed" mt="md">
              Nobody has an account yet.
            </Text>
          ) : (
            <div className={classes.scroll}>
              <Table className={classes.rows} mt="sm" verticalSpacing="sm">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Name</Table.Th>
                    <Table.Th>May</Table.Th>
                    <Table.Th>Last seen</Table.Th>
                    <Table.Th>
                      <VisuallyHidden>Actions</VisuallyHidden>
                    </Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((person) => (
                    <PersonRow key={person.id} person={person} onEdit={setEdited} onLink={setInvited} />
                  ))}
                </Table.Tbody>
              </Table>
            </div>
          )
        }
      </QueryBoundary>
      <Dialog
        opened={edited !== null}
        onClose={() => {
          setEdited(null)
        }}
        title={edited === 'new' ? 'Invite somebody' : 'Change what they may do'}
      >
        {edited !== null && (
          <PersonForm
            key={edited === 'new' ? 'new' : edited.id}
            {...(edited === 'new' ? {} : { person: edited })}
            onDone={(made) => {
              setEdited(null)
              if (made) setInvited(made)
            }}
          />
        )}
      </Dialog>
    </Panel>
  )
}

function LinkToHandOver({ invited: { person, link } }: { invited: InvitedPerson }) {
  return (
    <Stack gap="xs" mt="md" role="status">
      <Text size="sm">
        Hand this link over to {person.email}, and to nobody else: whoever opens it first chooses the password. It is
        shown this one time.
      </Text>
      <div className={classes.secret}>
        <code>{link.url}</code>
        <CopyAction label="Copy the link" value={link.url} />
      </div>
    </Stack>
  )
}

interface PersonRowProps {
  person: Person
  onEdit: (person: Person) => void
  onLink: (invited: InvitedPerson) => void
}

function PersonRow({ person, onEdit, onLink }: PersonRowProps) {
  const client = useQueryClient()
  const reload = () => client.invalidateQueries({ queryKey: peopleQuery().queryKey })
  const linking = useMutation({ mutationFn: createLink, onSuccess: onLink })
  const changing = useMutation({ mutationFn: changePerson, onSettled: reload })
  const deleting = useMutation({ mutationFn: deletePerson, onSettled: reload })
  const signingOut = useMutation({ mutationFn: signOutPerson, onSettled: reload })
  return (
    <>
      <Table.Tr>
        <Table.Td>
          <Text size="sm" fw={550}>
            {person.name}
          </Text>
          <span className={classes.quiet}>{person.name === person.email ? '' : person.email}</span>
        </Table.Td>
        <Table.Td>
          <Group gap={4}>
            {ROLE_ORDER.filter((role) => person.roles.includes(role) || person.groupRoles.includes(role)).map(
              (role) => (
                <Badge
                  key={role}
                  size="sm"
                  variant="light"
                  title={
                    person.groupRoles.includes(role)
                      ? `${ROLES[role].does} (by a group of the company)`
                      : ROLES[role].does
                  }
                >
                  {ROLES[role].label}
                </Badge>
              ),
            )}
            {person.company && (
              <Badge size="sm" color="gray" variant="outline">
                Company account
              </Badge>
            )}
            {person.invited && (
              <Badge size="sm" color="gray" variant="outline">
                Invited
              </Badge>
            )}
            {person.disabled && (
              <Badge size="sm" color="gray" variant="outline">
                Disabled
              </Badge>
            )}
          </Group>
        </Table.Td>
        <Table.Td>
          {person.lastSeenAt === null ? (
            <span className={classes.quiet}>Not signed in</span>
          ) : (
            <Timestamp instant={person.lastSeenAt} />
          )}
        </Table.Td>
        <Table.Td ta="right">
          <RowActions name={person.name}>
            <Menu.Item
              onClick={() => {
                onEdit(person)
              }}
            >
              Change roles
            </Menu.Item>
            {(person.password || person.invited) && (
              <Menu.Item
                onClick={() => {
                  linking.mutate(person.id)
                }}
              >
                {person.invited ? 'New invitation link' : 'Link to reset the password'}
              </Menu.Item>
            )}
            <Menu.Item
              onClick={() => {
                signingOut.mutate(person.id)
              }}
            >
              Sign out everywhere
            </Menu.Item>
            <Menu.Item
              onClick={() => {
                changing.mutate({ id: person.id, disabled: !person.disabled })
              }}
            >
              {person.disabled ? 'Let in again' : 'Disable'}
            </Menu.Item>
            <Menu.Item
              color="red"
              onClick={() => {
                deleting.mutate(person.id)
              }}
            >
              Delete
            </Menu.Item>
          </RowActions>
        </Table.Td>
      </Table.Tr>
      <RowFailure actions={[linking, changing, deleting, signingOut]} columns={4} />
    </>
  )
}

function PersonForm({ person, onDone }: { person?: Person; onDone: (invited?: InvitedPerson) => void }) {
  const client = useQueryClient()
  const [email, setEmail] = useState('')
  const [name, setName] = useState(person?.name ?? '')
  const [roles, setRoles] = useState<string[]>(person?.roles ?? ['VIEWER'])
  const saving = useMutation({
    mutationFn: async () => {
      const chosen = ROLE_ORDER.filter((role) => roles.includes(role))
      const named = name.trim() === '' ? {} : { name: name.trim() }
      if (person !== undefined) {
        await changePerson({ id: person.id, roles: chosen, ...named })
        return undefined
      }
      return invitePerson({ email, roles: chosen, ...named })
    },
    onSuccess: async (invited) => {
      await client.invalidateQueries({ queryKey: peopleQuery().queryKey })
      onDone(invited)
    },
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <Stack gap="md">
        {saving.isError && (
          <ErrorPanel
            error={saving.error}
            onRetry={() => {
              saving.mutate()
            }}
          />
        )}
        {person === undefined && (
          <TextInput
            label="E-mail address"
            description="No mail is sent: you hand the link over yourself."
            type="email"
            required
            data-autofocus
            value={email}
            onChange={(event) => {
              setEmail(event.currentTarget.value)
            }}
          />
        )}
        <TextInput
          label="Name"
          maxLength={100}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value)
          }}
        />
        <Checkbox.Group
          label="May"
          {...(person !== undefined && person.groupRoles.length > 0
            ? {
                description: `Beside what a group of the company gives: ${person.groupRoles.map((role) => ROLES[role].label).join(', ')}`,
              }
            : {})}
          value={roles}
          onChange={setRoles}
        >
          <Stack gap="xs" mt="xs">
            {ROLE_ORDER.map((role) => (
              <Checkbox key={role} value={role} label={ROLES[role].label} description={ROLES[role].does} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Button type="submit" loading={saving.isPending} disabled={roles.length === 0 && person?.company !== true}>
          {person === undefined ? 'Make the invitation' : 'Save'}
        </Button>
      </Stack>
    </form>
  )
}
