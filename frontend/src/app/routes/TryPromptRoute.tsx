import { getRouteApi } from '@tanstack/react-router'
import { TryPromptPage } from '@/features/prompts/TryPromptPage'

const route = getRouteApi('/prompt')

export function TryPromptRoute() {
  return <TryPromptPage search={route.useSearch()} />
}
