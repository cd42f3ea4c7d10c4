import { screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import type { ApiKey, NewKey, Person } from '@/api/session'
import { session } from '@/testing/fixtures'
import { answer } from '@/testing/handlers'
import { renderApp } from '@/testing/render'
import { server } from '@/testing/server'
import { actionInWords, durationInWords, messageIds, origins } from './model'

const GRACE: Person = {
  id: '018f3c1e-7f0a-7c3e-9a51-5d1c3b2a4f61',
  email: 'grace@example.com',
  name: 'Grace Hopper',
  roles: ['REVIEWER'],
  groupRoles: [],
  createdAt: '2026-11-20T08:00:00Z',
  lastSeenAt: null,
  company: false,
  password: false,
  invited: true,
  disabled: false,
}

const KEY: ApiKey = {
  id: '018f3c1e-7f0a-7c3e-9a51-5d1c3b2a4f62',
  kind: 'SECRET',
  name: 'Helpdesk',
  scopes: ['feedback:write'],
  origins: [],
  createdAt: '2026-11-20T08:00:00Z',
  createdBy: 'ada@example.com',
  expiresAt: null,
  lastUsedAt: null,
  revoked: false,
  secrets: [
    { id: '018f3c1e-7f0a-7c3e-9a51-5d1c3b2a4f63', hint: 'rlk_secret_a1b2…z9', createdAt: '2026-11-20T08:00:00Z' },
  ],
}

const ADA = { id: '018f3c1e-7f0a-7c3e-9a51-5d1c3b2a4f60', email: 'ada@example.com', name: 'Ada', password: true }

const SETTINGS = {
  publicUrl: 'https://replyloop.example.com',
  signIn: {
    sessionIdle: 'PT12H',
    sessionAbsolute: 'PT168H',
    companyAccounts: {
      name: 'Example account',
      issuer: 'https://login.example.com',
      rolesClaim: 'groups',
      roles: [{ role: 'REVIEWER' as const, groups: ['leads', '*'] }],
    },
  },
  retention: { messages: 'PT9600H', keepFigures: true, auditLog: 'PT9600H', maskingAtIntake: false },
}

describe('settings', () => {
  it('invites somebody, and shows the link once', async () => {
    server.use(
      answer('/api/people', { items: [GRACE] }),
      http.post('*/api/people', () =>
        HttpResponse.json(
          {
            person: GRACE,
            link: { url: 'https://replyloop.example/choose-password#t0ken', expiresAt: '2026-12-01T08:00:00Z' },
          },
          { status: 201 },
        ),
      ),
    )
    const { user } = renderApp('/settings/people')
    expect(await screen.findByText('Invited')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Invite somebody' }))
    const dialog = await screen.findByRole('dialog')
    await user.type(within(dialog).getByLabelText(/E-mail address/), 'grace@example.com')
    await user.click(within(dialog).getByRole('button', { name: 'Make the invitation' }))
    expect(await screen.findByText('https://replyloop.example/choose-password#t0ken')).toBeVisible()
  })

  it('makes a key for a page with its origins alone', async () => {
    let sent: NewKey | undefined
    server.use(
      answer('/api/keys', { items: [KEY] }),
      http.post('*/api/keys', async ({ request }) => {
        sent = (await request.json()) as NewKey
        return HttpResponse.json(
          { key: { ...KEY, kind: 'PUBLIC', name: 'Page' }, secret: 'rlk_public_abc' },
          { status: 201 },
        )
      }),
    )
    const { user } = renderApp('/settings/keys')
    expect(await screen.findByText('rlk_secret_a1b2…z9')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Make a key' }))
    const dialog = await screen.findByRole('dialog')
    await user.type(within(dialog).getByLabelText(/Name/), 'Page')
    await user.click(within(dialog).getByText('For a web page'))
    await user.type(
      within(dialog).getByLabelText(/Origins of the pages/),
      'https://desk.example.com, https://b.example',
    )
    await user.click(within(dialog).getByRole('button', { name: 'Make the key' }))
    expect(await screen.findByText('rlk_public_abc')).toBeVisible()
    expect(sent).toEqual({ name: 'Page', kind: 'PUBLIC', origins: ['https://desk.example.com', 'https://b.example'] })
  })

  it('says how people sign in, and which groups may do what', async () => {
    server.use(
      answer('/api/settings', SETTINGS),
      answer('/api/session', session({ account: ADA, roles: ['ADMIN'], trial: false })),
    )
    renderApp('/settings/sign-in')
    expect(await screen.findByText('after 12 hours without a call')).toBeVisible()
    expect(screen.getByText('Example account, at https://login.example.com')).toBeVisible()
    expect(screen.getByText('Reviewer by group')).toBeVisible()
    expect(screen.getByText('leads, everybody with a company account')).toBeVisible()
  })

  it('says of a trial that nobody has to sign in', async () => {
    server.use(answer('/api/settings', SETTINGS))
    renderApp('/settings/sign-in')
    expect(await screen.findByText(/Nobody has to sign in here: this is a trial/)).toBeVisible()
  })

  it('erases messages that are pasted, and shows the receipt', async () => {
    let sent: unknown
    const receipt = {
      id: '018f3c1e-7f0a-7c3e-9a51-5d1c3b2a4f64',
      requestedAt: '2026-11-20T08:00:00Z',
      requestedBy: 'ada@example.com',
      messages: 2,
      erased: 2,
      finishedAt: '2026-11-20T08:00:01Z',
    }
    server.use(
      answer('/api/settings', SETTINGS),
      answer('/api/erasures/{id}', receipt),
      http.post('*/api/erasures', async ({ request }) => {
        sent = await request.json()
        return HttpResponse.json({ ...receipt, erased: 0, finishedAt: null }, { status: 202 })
      }),
    )
    const { user } = renderApp('/settings/retention')
    expect(await screen.findByText('400 days after the last feedback')).toBeVisible()
    const ids = ['018f3c1e-7f0a-7c3e-9a51-5d1c3b2a4f60', '018f3c1e-7f0a-7c3e-9a51-5d1c3b2a4f61']
    await user.click(screen.getByLabelText(/Message ids/))
    await user.paste(`${ids.join('\n')}\n${ids[0] ?? ''}`)
    await user.click(screen.getByRole('button', { name: 'Erase 2 messages' }))
    expect(await screen.findByText(/All 2 are erased\./)).toBeVisible()
    expect(sent).toEqual({ messageIds: ids })
  })

  it('shows the audit log, and marks what was refused', async () => {
    server.use(
      answer('/api/audit', {
        items: [
          {
            id: '018f3c1e-7f0a-7c3e-9a51-5d1c3b2a4f64',
            at: '2026-11-23T08:00:00Z',
            caller: 'STRANGER',
            who: 'stranger',
            whoId: null,
            action: 'REFUSED',
            object: 'sign-in-needed',
            address: '203.0.113.9',
            outcome: 401,
            calls: 12,
          },
        ],
        next: null,
      }),
    )
    renderApp('/settings/audit')
    expect(await screen.findByText('Refused × 12')).toBeVisible()
    expect(screen.getByText('401')).toBeVisible()
  })

  it('says whose rights a trial’s user has', async () => {
    renderApp('/settings/account')
    expect(await screen.findByRole('heading', { name: 'Nobody has to sign in here' })).toBeVisible()
  })
})

it('tells actions in words, and parts origins', () => {
  expect(actionInWords('TAKE_BACK_VERDICT')).toBe('Take back verdict')
  expect(origins(' https://a.example,\nhttps://b.example ')).toEqual(['https://a.example', 'https://b.example'])
})

describe('words', () => {
  it.each([
    ['PT12H', '12 hours'],
    ['PT9600H', '400 days'],
    ['PT25H30M', '1 day 1 hour 30 minutes'],
    ['PT45S', '45 seconds'],
  ])('says %s as %s', (iso, words) => {
    expect(durationInWords(iso)).toBe(words)
  })

  it('takes pasted ids apart, each once', () => {
    expect(messageIds(' a, b;\n\na\tc ')).toEqual(['a', 'b', 'c'])
  })
})
