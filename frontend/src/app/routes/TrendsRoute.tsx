import { getRouteApi } from '@tanstack/react-router'
import { TrendsPage } from '@/features/trends/TrendsPage'

const route = getRouteApi('/trends')

export function TrendsRoute() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <TrendsPage
      search={search}
      onSearchChange={(patch) =>
        void navigate({ search: (previous) => ({ ...previous, ...patch }), resetScroll: false })
      }
    />
  )
}
