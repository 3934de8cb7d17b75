import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../api/errors.ts'
import type { ApiHost, HostedManifest } from '../api/host.ts'
import type { Model } from '../engine/engine.ts'
import type { Loader } from '../queries/loader.ts'
import { shownSession } from '../queries/shown-session.ts'

/** The model of this page as the API sees it: the one that is open, or on its way. */
export function createPageHost(loader: Loader, client: QueryClient): ApiHost {
  function hosted(): HostedManifest | undefined {
    const model = loader.current()
    if (model !== undefined) return readyOf(model)
    const session = shownSession(client)
    return session && { manifest: session.manifest, status: session.isLoading ? 'loading' : 'idle' }
  }
  return {
    models: async () => [hosted()].filter((model) => model !== undefined),
    async open(id) {
      const model = loader.current()
      if (model?.manifest.id === id) return model
      // What a person has cancelled or what has failed, they open again; nobody from behind a page does.
      throw new ApiError('model-not-loaded')
    },
  }
}

function readyOf({ manifest, opened }: Model): HostedManifest {
  return { manifest, status: 'ready', opened }
}
