import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouterHistory,
} from '@tanstack/react-router'
import {
  aboutQuery,
  analyticsQuery,
  breakdownQuery,
  learningQuery,
  overridesQuery,
  topicAnalyticsQuery,
} from '@/api/queries'
import { sessionQuery } from '@/api/session'
import {
  promptSearchSchema,
  replaySearchSchema,
  windowSearchSchema,
  type PromptSearch,
  type ReplaySearch,
  type WindowSearch,
} from '@/api/search'
import { whereItWas } from '@/features/sign-in/company-account'
import { SECTIONS } from '@/features/settings/sections'
import { CrashedPage, LoadingPage, NotFoundPage } from './fallbacks'
import { parseSearch, stringifySearch } from './search-params'
import { Root } from './Root'

interface RouterContext {
  queryClient: QueryClient
}

/** Data asked for while a page's code is still on its way. What fails here, the page itself asks for and shows. */
function warm(answer: Promise<unknown>) {
  answer.catch(() => undefined)
}

const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Root, notFoundComponent: NotFoundPage })

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: (raw): WindowSearch => windowSearchSchema.parse(raw),
  beforeLoad: ({ search }) => {
    const left = whereItWas()
    if (left !== undefined) throw redirect({ href: left, replace: true })
    throw redirect({ to: '/overview', search, replace: true })
  },
})

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/overview',
  validateSearch: (raw): WindowSearch => windowSearchSchema.parse(raw),
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    warm(queryClient.query(analyticsQuery(deps)))
    warm(queryClient.query(learningQuery(deps)))
  },
  component: lazyRouteComponent(() => import('./routes/OverviewRoute'), 'OverviewRoute'),
})

const trendsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/trends',
  validateSearch: (raw): WindowSearch => windowSearchSchema.parse(raw),
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) => {
    warm(queryClient.query(analyticsQuery(deps)))
    warm(queryClient.query(topicAnalyticsQuery(deps)))
    warm(queryClient.query(overridesQuery(deps)))
    warm(queryClient.query(breakdownQuery('reason', deps)))
    warm(queryClient.query(breakdownQuery('channel', deps)))
    warm(queryClient.query(breakdownQuery('model', deps)))
  },
  component: lazyRouteComponent(() => import('./routes/TrendsRoute'), 'TrendsRoute'),
})

const replayRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/replay',
  validateSearch: (raw): ReplaySearch => replaySearchSchema.parse(raw),
  component: lazyRouteComponent(() => import('./routes/ReplayRoute'), 'ReplayRoute'),
})

const reviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/review',
  validateSearch: (raw): ReplaySearch => replaySearchSchema.parse(raw),
  component: lazyRouteComponent(() => import('./routes/ReviewRoute'), 'ReviewRoute'),
})

const promptRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/prompt',
  validateSearch: (raw): PromptSearch => promptSearchSchema.parse(raw),
  component: lazyRouteComponent(() => import('./routes/TryPromptRoute'), 'TryPromptRoute'),
})

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings/$section',
  params: {
    parse: ({ section }) => ({ section: SECTIONS.find((known) => known === section) ?? 'account' }),
    stringify: ({ section }) => ({ section }),
  },
  component: lazyRouteComponent(() => import('./routes/SettingsRoute'), 'SettingsRoute'),
})

const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/set-up',
  component: lazyRouteComponent(() => import('@/features/sign-in/PasswordPages'), 'SetUpPage'),
})

const choosePasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/choose-password',
  component: lazyRouteComponent(() => import('@/features/sign-in/PasswordPages'), 'ChoosePasswordPage'),
})

const routeTree = rootRoute.addChildren([
  indexRoute,
  overviewRoute,
  trendsRoute,
  replayRoute,
  reviewRoute,
  promptRoute,
  settingsRoute,
  setUpRoute,
  choosePasswordRoute,
])

export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  warm(queryClient.query(sessionQuery()))
  warm(queryClient.query(aboutQuery()))
  return createRouter({
    routeTree,
    context: { queryClient },
    ...(history ? { history } : {}),
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    // TanStack Query decides what is fresh.
    defaultPreloadStaleTime: 0,
    defaultPendingComponent: LoadingPage,
    defaultErrorComponent: CrashedPage,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
