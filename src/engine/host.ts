import type { Manifest } from '../protocol/manifest.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { Engine, Model } from './engine.ts'
import { createHostedModel, type HostedModel } from './hosted-model.ts'
import { spawnWorker, type Spawn } from './spawn.ts'

/** The real engine: one worker at a time, one model in it. `spawn` and `pageUrl` are for tests. */
export function createEngine({
  spawn = spawnWorker,
  pageUrl = document.baseURI,
}: { spawn?: Spawn; pageUrl?: string } = {}): Engine {
  let current: HostedModel | undefined

  function close() {
    current?.end()
    current = undefined
  }

  return {
    async open<M extends Manifest>(
      manifest: M,
      { runtime, signal, onProgress }: Parameters<Engine['open']>[1],
    ): Promise<Model<M['task']>> {
      close()
      const hosted = createHostedModel({ manifest, pageUrl, runtime }, spawn)
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
  }
}
