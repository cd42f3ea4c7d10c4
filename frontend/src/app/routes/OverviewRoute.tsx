import { getRouteApi } from '@tanstack/react-router'
import { OverviewPage } from '@/features/overview/OverviewPage'

const route = getRouteApi('/overview')

export function OverviewRoute() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <OverviewPage
      search={search}
      onSearchChange={(patch) =>
        void navigate({ search: (previous) => ({ ...previous, ...patch }), resetScroll: false })
      }
    />
  )
}
