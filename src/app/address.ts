import { VitrineError } from '../protocol/errors.ts'
import { runtimes, type Runtime } from '../protocol/runtime.ts'

const views = ['storage', 'api'] as const

/** What the address asks for. */
export interface Address {
  /** `?model=`: a demo's id, or a link to an export. */
  readonly model: string | undefined
  /** `?local=`: an export that was opened from this device. */
  readonly local: string | undefined
  /** `?view=`: a page that is no demo. */
  readonly view: (typeof views)[number] | undefined
  readonly runtime: Runtime
  /** A part of the address that means nothing, to be told to the visitor. */
  readonly problem: VitrineError | undefined
  /** Input and settings that somebody shared, still unchecked: each demo knows its own. */
  readonly shared: URLSearchParams
}

/** @param only the demo that a site of one demo opens with, in place of a list */
export function parseAddress(href: string, only?: string): Address {
  const url = new URL(href)
  const asked = url.searchParams.get('runtime')
  const runtime = runtimes.find((known) => known === asked)
  const isElsewhere = url.searchParams.has('local') || url.searchParams.has('view')
  return {
    model: url.searchParams.get('model') ?? (isElsewhere ? undefined : only),
    local: url.searchParams.get('local') ?? undefined,
    view: views.find((known) => known === url.searchParams.get('view')),
    runtime: runtime ?? 'auto',
    problem:
      asked === null || runtime !== undefined
        ? undefined
        : new VitrineError('unknown-runtime', { value: asked }),
    shared: new URLSearchParams(url.hash.slice(1)),
  }
}
