import { MantineProvider } from '@mantine/core'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { App } from '@/app/App'
import { createQueryClient } from '@/app/query-client'
import { createAppRouter } from '@/app/router'
import { parseSearch, stringifySearch } from '@/app/search-params'

/** The app's own client, except that a failed request is not tried again: tests want to see the failure. */
function impatientClient(): QueryClient {
  const client = createQueryClient()
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retry: false, gcTime: Infinity } })
  return client
}

/** The whole dashboard, opened at a URL. */
export function renderApp(url: string) {
  const queryClient = impatientClient()
  const history = createMemoryHistory({ initialEntries: [url] })
  const router = createAppRouter(queryClient, history)
  const view = render(<App queryClient={queryClient} router={router} />)
  return {
    ...view,
    user: userEvent.setup(),
    queryClient,
    /** Where the reader is now, as the address bar shows it. */
    url: () => decodeURIComponent(history.location.href),
  }
}

/** One component, with everything around it that it may ask for; its links lead nowhere. */
export function renderUi(ui: ReactNode) {
  const queryClient = impatientClient()
  const root = createRootRoute()
  const router = createRouter({
    routeTree: root.addChildren([createRoute({ getParentRoute: () => root, path: '$', component: () => ui })]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
    parseSearch,
    stringifySearch,
  })
  const view = render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>
        {/* The app's router is the registered type; this one stands in for it. */}
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  )
  return { ...view, user: userEvent.setup(), queryClient }
}
