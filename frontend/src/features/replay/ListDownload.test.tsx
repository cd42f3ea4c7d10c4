import { screen, waitFor } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { renderApp } from '@/testing/render'
import { server } from '@/testing/server'

const saved: Blob[] = []

beforeEach(() => {
  saved.length = 0
  // jsdom keeps no blobs.
  Object.assign(URL, {
    createObjectURL: (content: Blob) => {
      saved.push(content)
      return 'blob:saved'
    },
    revokeObjectURL: () => undefined,
  })
})

it('takes the list along with its filters', async () => {
  const asked: URLSearchParams[] = []
  server.use(
    http.get('*/api/feedback/csv', ({ request }) => {
      asked.push(new URL(request.url).searchParams)
      return new HttpResponse('id\r\n1\r\n')
    }),
  )
  const { user } = renderApp('/replay?channel=email&useful=all&q=refund')
  await user.click(await screen.findByRole('button', { name: 'Download the list' }))
  await user.click(await screen.findByRole('menuitem', { name: 'CSV, as it is' }))
  await waitFor(() => {
    expect(saved).toHaveLength(1)
  })
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({ masked: 'false', channel: 'email', q: 'refund' })
})

it('says so where that failed, and saves nothing', async () => {
  server.use(http.get('*/api/feedback/ndjson', () => HttpResponse.error()))
  const { user } = renderApp('/replay')
  await user.click(await screen.findByRole('button', { name: 'Download the list' }))
  await user.click(await screen.findByRole('menuitem', { name: 'NDJSON, masked' }))
  expect(await screen.findByRole('button', { name: 'Download the list: that failed' })).toBeInTheDocument()
  expect(saved).toHaveLength(0)
})
