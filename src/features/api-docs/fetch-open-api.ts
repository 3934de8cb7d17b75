import { queryOptions } from '@tanstack/react-query'
import type { OpenApi } from './open-api.ts'

/** Longer than a service worker takes to install on a slow network: it keeps the whole page first. */
const governedMs = 20_000

/** The description of this site's API, by the API itself. Fails where there is none. */
export function openApiOptions() {
  return queryOptions<OpenApi>({
    queryKey: ['openapi'],
    queryFn: async () => {
      await governed()
      const response = await fetch('./api/openapi.json')
      const type = response.headers.get('content-type') ?? ''
      if (!response.ok || !type.includes('json'))
        throw new Error(`openapi.json: ${response.status}`)
      return (await response.json()) as OpenApi
    },
    staleTime: Infinity,
  })
}

/** On a first visit the service worker comes a little after the page. A server that answers itself has none. */
async function governed(): Promise<void> {
  if (import.meta.env['VITRINE_SERVICE_WORKER'] !== 'on') return
  const { serviceWorker } = navigator
  if (serviceWorker.controller !== null) return
  await new Promise<void>((resolve, reject) => {
    serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true })
    setTimeout(() => reject(new Error('No service worker.')), governedMs)
  })
}
