import { VitrineError } from '../protocol/errors.ts'
import { runtimes, type Runtime } from '../protocol/runtime.ts'

/** What the address asks for. */
export interface Address {
  /** The demo's id; undefined is the list of demos. */
  readonly model: string | undefined
  readonly runtime: Runtime
  /** A part of the address that means nothing, to be told to the visitor. */
  readonly problem: VitrineError | undefined
  /** Input and settings that somebody shared, still unchecked: each demo knows its own. */
  readonly shared: URLSearchParams
}

export function parseAddress(href: string): Address {
  const url = new URL(href)
  const asked = url.searchParams.get('runtime')
  const runtime = runtimes.find((known) => known === asked)
  return {
    model: url.searchParams.get('model') ?? undefined,
    runtime: runtime ?? 'auto',
    problem:
      asked === null || runtime !== undefined
        ? undefined
        : new VitrineError('unknown-runtime', { value: asked }),
    shared: new URLSearchParams(url.hash.slice(1)),
  }
}
