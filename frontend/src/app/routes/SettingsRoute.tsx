import { getRouteApi } from '@tanstack/react-router'
import { SettingsPage } from '@/features/settings/SettingsPage'

const route = getRouteApi('/settings/$section')

export function SettingsRoute() {
  return <SettingsPage section={route.useParams().section} />
}
