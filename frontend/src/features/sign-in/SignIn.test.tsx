import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { afterEach, describe, expect, it } from 'vitest'
import { sessionIsBack } from '@/api/session'
import { session } from '@/testing/fixtures'
import { answer, refuse } from '@/testing/handlers'
import { renderApp } from '@/testing/render'
import { server } from '@/testing/server'

const UNKNOWN = {
  type: 'urn:replyloop:problem:sign-in-needed',
  title: 'It is not known who asks',
  status: 401,
  detail: 'Sign in.',
}
const ADA = { id: '018f3c1e-7f0a-7c3e-9a51-5d1c3b2a4f60', email: 'ada@example.com', name: 'Ada', password: true }

afterEach(() => {
  sessionIsBack()
})

describe('the way in', () => {
  it('asks who it is, and shows the page that was asked for', async () => {
    server.use(
      refuse('/api/session', UNKNOWN),
      http.post('*/api/session', async ({ request }) => {
        const { password } = (await request.json()) as { password: string }
        return password === 'seven green umbrellas'
          ? HttpResponse.json(session({ account: ADA, trial: false }))
          : HttpResponse.json(
              { ...UNKNOWN, type: 'urn:replyloop:problem:wrong-credentials', detail: 'The password is wrong.' },
              { status: 401, headers: { 'Content-Type': 'application/problem+json' } },
            )
      }),
    )
    const { user } = renderApp('/trends')
    await user.type(await screen.findByLabelText(/E-mail address/), 'ada@example.com')
    await user.type(screen.getByLabelText(/^Password/), 'wrong')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('The password is wrong.')

    server.use(answer('/api/session', session({ account: ADA, trial: false })))
    await user.clear(screen.getByLabelText(/^Password/))
    await user.type(screen.getByLabelText(/^Password/), 'seven green umbrellas')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByRole('heading', { name: 'Trends', level: 1 })).toBeVisible()
  })

  it('offers the company’s accounts where there are some', async () => {
    server.use(
      refuse('/api/session', UNKNOWN),
      answer('/api/setup', { needed: false, companyAccount: 'Example account' }),
    )
    renderApp('/trends')
    expect(await screen.findByRole('link', { name: 'Sign in with your Example account' })).toHaveAttribute(
      'href',
      '/api/session/oidc',
    )
  })

  it('says where the first link is while nobody can sign in', async () => {
    server.use(refuse('/api/session', { ...UNKNOWN, type: 'urn:replyloop:problem:set-up-needed' }))
    renderApp('/overview')
    expect(await screen.findByRole('heading', { name: 'Nobody can sign in yet' })).toBeVisible()
    expect(screen.queryByLabelText(/Password/)).not.toBeInTheDocument()
  })

  it('asks again on top of the page when a session ends, and loses nothing typed', async () => {
    server.use(answer('/api/session', session({ account: ADA, trial: false })))
    const { user } = renderApp('/prompt')
    await user.type(await screen.findByLabelText('Customer message'), 'Where is my parcel?')
    server.use(
      http.post('*/api/prompts', () =>
        HttpResponse.json(UNKNOWN, { status: 401, headers: { 'Content-Type': 'application/problem+json' } }),
      ),
      http.post('*/api/session', () => HttpResponse.json(session({ account: ADA, trial: false }))),
    )
    await user.click(screen.getByRole('button', { name: 'Show the prompt' }))
    const dialog = await screen.findByRole('dialog', { name: 'Your session is over' })
    await user.type(within(dialog).getByLabelText(/^Password/), 'seven green umbrellas')
    await user.click(within(dialog).getByRole('button', { name: 'Sign in' }))
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    })
    expect(screen.getByLabelText('Customer message')).toHaveValue('Where is my parcel?')
  })

  it('shows no viewer what only others may do', async () => {
    server.use(answer('/api/session', session({ account: ADA, roles: ['VIEWER'], trial: false })))
    renderApp('/settings/people')
    expect(await screen.findByRole('link', { name: 'My account' })).toBeVisible()
    for (const name of ['People', 'API keys', 'Audit log', 'Try a prompt']) {
      expect(screen.queryByRole('link', { name })).not.toBeInTheDocument()
    }
  })
})
