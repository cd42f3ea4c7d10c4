import { queryOptions, useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { body, client } from './client'
import { ProblemError } from './problem'
import type { components } from './schema'

type Schemas = components['schemas']
export type Session = Schemas['SessionView']
export type Role = Schemas['Role']
export type Scope = Schemas['Scope']
export type Person = Schemas['Person']
export type InvitedPerson = Schemas['InvitedPerson']
export type ApiKey = Schemas['KeyView']
export type NewKey = Schemas['NewKey']
export type NewSecret = Schemas['NewSecret']
export type AuditEntry = Schemas['AuditEntry']

const PREFIX = 'urn:replyloop:problem:'

/** Whether the backend doesn't know who asks: nobody is signed in, or nobody can yet. */
export function isUnknown(error: unknown): error is ProblemError {
  return (
    error instanceof ProblemError &&
    (error.problem.type === `${PREFIX}sign-in-needed` || error.problem.type === `${PREFIX}set-up-needed`)
  )
}

/** Whether the first admin is still to be made. */
export function isSetUpNeeded(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.type === `${PREFIX}set-up-needed`
}

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => body(client.GET('/api/session', { signal })),
    staleTime: 30_000,
  })

/** How one gets in; asked by who is not known. */
export const entryQuery = () =>
  queryOptions({
    queryKey: ['setup'],
    queryFn: ({ signal }) => body(client.GET('/api/setup', { signal })),
    staleTime: Infinity,
  })

/** Whether an answer said that the session is over: the sign-in dialog listens. */
let isOver = false
const listeners = new Set<() => void>()

function tell(over: boolean) {
  if (isOver === over) return
  isOver = over
  for (const listener of listeners) listener()
}

client.use({
  async onResponse({ response, schemaPath }) {
    if (response.status !== 401 || schemaPath.startsWith('/api/session')) return
    const problem: unknown = await response
      .clone()
      .json()
      .catch(() => null)
    if (
      typeof problem === 'object' &&
      problem !== null &&
      'type' in problem &&
      problem.type === `${PREFIX}sign-in-needed`
    )
      tell(true)
  },
})

export function useIsSessionOver(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isOver,
  )
}

/** Somebody is signed in again. */
export function sessionIsBack() {
  tell(false)
}

/** Whether the person who looks may do what takes one of these roles. Until it is known, they may not. */
export function useMay(...roles: Role[]): boolean {
  const { data } = useQuery(sessionQuery())
  return data !== undefined && (data.roles.includes('ADMIN') || roles.some((role) => data.roles.includes(role)))
}

export const signIn = (credentials: Schemas['SignIn']) => body(client.POST('/api/session', { body: credentials }))
export const setUp = (admin: Schemas['NewAdmin']) => body(client.POST('/api/setup', { body: admin }))
export const choosePassword = (chosen: Schemas['ChosenPassword']) =>
  body(client.POST('/api/session/password-link', { body: chosen }))
export const signOut = () => client.DELETE('/api/session')
export const signOutEverywhere = () => client.POST('/api/session/sign-out-everywhere')
export const changePassword = (changed: Schemas['ChangedPassword']) =>
  client.POST('/api/session/password', { body: changed })

export const peopleQuery = () =>
  queryOptions({
    queryKey: ['people'],
    queryFn: ({ signal }) => body(client.GET('/api/people', { signal })),
  })
export const invitePerson = (person: Schemas['NewPerson']) => body(client.POST('/api/people', { body: person }))
export const changePerson = ({ id, ...changed }: Schemas['ChangedPerson'] & { id: string }) =>
  body(client.PATCH('/api/people/{id}', { params: { path: { id } }, body: changed }))
export const deletePerson = (id: string) => client.DELETE('/api/people/{id}', { params: { path: { id } } })
export const createLink = (id: string) => body(client.POST('/api/people/{id}/link', { params: { path: { id } } }))
export const signOutPerson = (id: string) => client.POST('/api/people/{id}/sign-out', { params: { path: { id } } })

export const keysQuery = () =>
  queryOptions({
    queryKey: ['keys'],
    queryFn: ({ signal }) => body(client.GET('/api/keys', { signal })),
  })
export const createKey = (key: NewKey) => body(client.POST('/api/keys', { body: key }))
export const revokeKey = (id: string) => client.DELETE('/api/keys/{id}', { params: { path: { id } } })
export const addSecret = (id: string) => body(client.POST('/api/keys/{id}/secrets', { params: { path: { id } } }))
export const deleteSecret = ({ id, secretId }: { id: string; secretId: string }) =>
  client.DELETE('/api/keys/{id}/secrets/{secretId}', { params: { path: { id, secretId } } })

/** A page of the audit log, from before a time on; the newest without one. */
export const auditPage = (before: string | undefined, signal: AbortSignal) =>
  body(client.GET('/api/audit', { params: { query: before === undefined ? {} : { before } }, signal }))

export const settingsQuery = () =>
  queryOptions({
    queryKey: ['settings'],
    queryFn: ({ signal }) => body(client.GET('/api/settings', { signal })),
    staleTime: Infinity,
  })

export const requestErasure = (messageIds: string[]) => body(client.POST('/api/erasures', { body: { messageIds } }))
export const forgetAgent = (agentId: string) =>
  client.DELETE('/api/agents/{agentId}', { params: { path: { agentId } } })

/** How far an erasure is; asked for again until it is finished. */
export const erasureQuery = (id: string) =>
  queryOptions({
    queryKey: ['erasure', id],
    queryFn: ({ signal }) => body(client.GET('/api/erasures/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state: { data } }) => (data?.finishedAt ? false : 1_000),
  })
