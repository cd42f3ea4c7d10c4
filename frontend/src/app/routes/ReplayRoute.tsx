import { getRouteApi } from '@tanstack/react-router'
import { ReplayPage } from '@/features/replay/ReplayPage'

const route = getRouteApi('/replay')

export function ReplayRoute() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <ReplayPage
      search={search}
      onSearchChange={(patch, how) =>
        void navigate({
          search: (previous) => ({ ...previous, ...patch }),
          replace: how?.replace ?? false,
          resetScroll: false,
        })
      }
    />
  )
}
