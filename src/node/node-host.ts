import type { ApiHost, HostedManifest } from '../api/host.ts'
import type { Engine, Model } from '../engine/engine.ts'
import type { Manifest } from '../protocol/manifest.ts'
import { VitrineError } from '../protocol/errors.ts'
import { createOpenModels } from './open-models.ts'

/** A demo of the site, and where its files lie: its manifest's paths are relative to it. */
export interface HostedDemo {
  readonly manifest: Manifest
  readonly root: string
}

export interface NodeHost extends ApiHost {
  /** Opens the first model, so that the first call does not wait. Never rejects: a call meets the same error. */
  warm(): Promise<void>
  close(): void
}

/** Each has a thread and a wasm heap, which never shrinks. */
const mostOpen = 4

/**
 * The demos of a site behind the API: each is opened with its first call.
 * @param createEngine for a demo, in a thread of its own
 */
export function createNodeHost(
  demos: readonly HostedDemo[],
  createEngine: (demo: HostedDemo) => Engine,
  most = mostOpen,
): NodeHost {
  const byId = new Map(demos.map((demo) => [demo.manifest.id, demo]))
  const models = createOpenModels((id) => createEngine(demoOf(id)), most)

  function demoOf(id: string): HostedDemo {
    const demo = byId.get(id)
    if (demo === undefined) throw new VitrineError('unknown-demo', { id })
    return demo
  }

  /** Stays good when the model is closed in favour of others: its next run opens it again. */
  function lasting(manifest: Manifest, first: Model): Model {
    const never = new AbortController().signal
    let { opened } = first
    return {
      manifest,
      get opened() {
        opened = models.openedOf(manifest.id) ?? opened
        return opened
      },
      run: (input, options) =>
        models.use(manifest, options?.signal ?? never, (model) => model.run(input, options)),
      compute: (tensors, options) =>
        models.use(manifest, options?.signal ?? never, (model) => model.compute(tensors, options)),
      onReopened: (listener) => first.onReopened(listener),
    }
  }

  const open = async (id: string, signal: AbortSignal) => {
    const { manifest } = demoOf(id)
    return models.use(manifest, signal, async (model) => lasting(manifest, model))
  }

  return {
    async models() {
      return demos.map(({ manifest }): HostedManifest => {
        const opened = models.openedOf(manifest.id)
        return { manifest, status: models.statusOf(manifest.id), ...(opened && { opened }) }
      })
    },
    open,
    async warm() {
      const first = demos[0]?.manifest.id
      if (first !== undefined) await open(first, new AbortController().signal).catch(() => {})
    },
    close: models.close,
  }
}
