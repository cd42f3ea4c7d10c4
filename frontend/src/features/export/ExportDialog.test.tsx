import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { exportSummary, session } from '@/testing/fixtures'
import { answer } from '@/testing/handlers'
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

async function openDialog(url = '/overview') {
  const view = renderApp(url)
  await view.user.click(await screen.findByRole('button', { name: 'Export' }))
  return { ...view, dialog: await screen.findByRole('dialog', { name: 'Export a training file' }) }
}

it('says beforehand how many rows a file has, and what is left out and why', async () => {
  const { user, dialog } = await openDialog()
  expect(await within(dialog).findByText('2 rows from 3 training prompts')).toBeVisible()
  expect(within(dialog).getByText('Left out: 5 (newer ones say the same), 1 (excluded by a reviewer).')).toBeVisible()
  await user.click(within(dialog).getByRole('radio', { name: /KTO/ }))
  expect(await within(dialog).findByText('4 rows from 3 training prompts')).toBeVisible()
  expect(within(dialog).getByText(/train with desirable_weight 3 and undesirable_weight 1/)).toBeVisible()
})

it('takes the filters of the page and what is chosen', async () => {
  const asked: URLSearchParams[] = []
  server.use(
    answer('/api/training-prompts/export/summary', (request) => {
      asked.push(new URL(request.url).searchParams)
      return exportSummary()
    }),
  )
  const { user, dialog } = await openDialog('/trends?channel=email&from=2026-11-01&to=2026-11-03')
  await within(dialog).findByText('2 rows from 3 training prompts')
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({
    channel: 'email',
    from: '2026-11-01',
    to: '2026-11-03',
    masked: 'true',
  })
  await user.click(within(dialog).getByRole('switch', { name: /Mask personal data/ }))
  await waitFor(() => {
    expect(asked.at(-1)?.get('masked')).toBe('false')
  })
})

it('downloads the file whole and saves it', async () => {
  const asked: URLSearchParams[] = []
  server.use(
    http.get('*/api/training-prompts/export', ({ request }) => {
      asked.push(new URL(request.url).searchParams)
      return new HttpResponse('{"a":1}\n{"a":2}\n', {
        headers: { 'Content-Disposition': 'attachment; filename="replyloop-trl-sft.jsonl"' },
      })
    }),
  )
  const { user, dialog } = await openDialog()
  await user.type(within(dialog).getByRole('textbox', { name: 'Instructions' }), 'Be brief.')
  await user.click(await within(dialog).findByRole('button', { name: 'Download' }))
  expect(await within(dialog).findByText('2 rows saved.')).toBeVisible()
  expect(asked[0]?.get('instructions')).toBe('Be brief.')
  expect(asked[0]?.get('format')).toBe('trl-sft')
  expect(saved).toHaveLength(1)
})

it('saves nothing where the transfer broke off', async () => {
  server.use(
    http.get('*/api/training-prompts/export', () => {
      const stream = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('{"a":1}\n'))
          controller.error(new TypeError('broken off'))
        },
      })
      return new HttpResponse(stream)
    }),
  )
  const { user, dialog } = await openDialog()
  await user.click(await within(dialog).findByRole('button', { name: 'Download' }))
  expect(await within(dialog).findByRole('alert')).toBeVisible()
  expect(saved).toHaveLength(0)
})

it('is not offered to who may not export', async () => {
  server.use(answer('/api/session', session({ roles: ['VIEWER'] })))
  renderApp('/overview')
  await screen.findByRole('link', { name: 'Settings' })
  expect(screen.queryByRole('button', { name: 'Export' })).not.toBeInTheDocument()
})
