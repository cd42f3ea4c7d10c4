import { getRouteApi } from '@tanstack/react-router'
import { ReviewPage } from '@/features/replay/ReviewPage'

const route = getRouteApi('/review')

export function ReviewRoute() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <ReviewPage
      // Other filters are another queue.
      key={JSON.stringify(search)}
      search={search}
      onSearchChange={(patch) =>
        void navigate({ search: (previous) => ({ ...previous, ...patch }), resetScroll: false })
      }
    />
  )
}
