/**
 * What the API stands on: an open page (`app/`), or Node (`node/`). Whatever has models to run can have the API; what is
 * asked, checked, counted and answered is the same for all.
 */
import type { Model } from '../engine/engine.ts'
import type { OpenedModel } from '../protocol/calls.ts'
import type { Manifest } from '../protocol/manifest.ts'

export interface ApiHost {
  /**
   * Every model that this host can run, as it is now. A call that names none means the first one of a task that takes
   * what the call brings, those that are ready before the others.
   */
  models(): Promise<readonly HostedManifest[]>
  /**
   * The model of this id, loaded where the host can load it. Runs of one model are served in order; `signal` gives up
   * waiting for it.
   * @throws VitrineError why it cannot be had; `ApiError` `model-not-loaded` where the host loads none by itself
   */
  open(id: string, signal: AbortSignal): Promise<Model>
}

export interface HostedManifest {
  readonly manifest: Manifest
  readonly status: 'idle' | 'loading' | 'ready'
  /** Of one that is ready. */
  readonly opened?: OpenedModel
}
