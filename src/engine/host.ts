import type { Manifest } from '../protocol/manifest.ts'
import { VitrineError } from '../protocol/errors.ts'
import { ask } from './desk.ts'
import type { Engine, Model } from './engine.ts'
import { createHostedModel, type HostedModel } from './hosted-model.ts'
import { reachOf } from './reach.ts'
import type { Spawn } from './spawn.ts'

/**
 * The real engine: one worker at a time, one model in it.
 * @param pageUrl absolute; where relative addresses start
 */
export function createEngine({
  spawn,
  pageUrl = document.baseURI,
}: {
  spawn: Spawn
  pageUrl?: string
}): Engine {
  let current: HostedModel | undefined

  function close() {
    current?.end()
    current = undefined
  }

  return {
    async open<M extends Manifest>(
      manifest: M,
      { runtime, files, signal, onProgress }: Parameters<Engine['open']>[1],
    ): Promise<Model<M['task']>> {
      close()
      const hosted = createHostedModel(
        { manifest, pageUrl, runtime, ...(files && { files }) },
        spawn,
      )
      current = hosted
      const onAbort = () => hosted.end()
      if (signal?.aborted) throw new VitrineError('aborted')
      signal?.addEventListener('abort', onAbort)
      try {
        return await hosted.load<M['task']>(onProgress)
      } finally {
        signal?.removeEventListener('abort', onAbort)
      }
    },
    close,
    describe(source, { author, ...options } = {}) {
      const reach = source.kind === 'link' ? reachOf(source.url, pageUrl) : 'site'
      const args = { source, pageUrl, ...(author && { author }) }
      return ask(spawn, reach, { name: 'describe', args }, options)
    },
    inspect(manifest, { files, ...options } = {}) {
      const args = { manifest, pageUrl, ...(files && { files }) }
      return ask(spawn, reachOf(manifest.base, pageUrl), { name: 'inspect', args }, options)
    },
    stored: () => ask(spawn, 'site', { name: 'stored', args: {} }),
    forget: (keys) => ask(spawn, 'site', { name: 'forget', args: { keys } }),
  }
}
