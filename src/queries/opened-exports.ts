import type { ExportSource } from '../protocol/source.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'

/** An export that a person opened on this page, with what they have corrected about it. */
export interface OpenedExport {
  /** Its name in the address: `?local=<id>` for files, `?model=<link>` for a link. */
  readonly id: string
  readonly source: ExportSource
  /** Laid over what the export says of itself; empty at first. */
  readonly corrections: VitrineJson
  /** The visitor has said yes to this many bytes from another site. */
  readonly agreedBytes: number
}

/** The exports that were opened since the page was loaded. Files are held by reference; nothing is read here. */
export interface OpenedExports {
  /** The same array until something changes. */
  all(): readonly OpenedExport[]
  find(id: string): OpenedExport | undefined
  /** @returns the id that it got, such as "digits-1" */
  addFiles(source: Extract<ExportSource, { kind: 'files' }>): string
  /** Remembers the visitor's yes to a link. */
  addLink(url: string): void
  correct(id: string, corrections: VitrineJson): void
  /** Remembers the visitor's yes to so much from another site; `Infinity` where it does not say how much. */
  agree(id: string, sizeBytes: number): void
  subscribe(listener: () => void): () => void
}

export function createOpenedExports(): OpenedExports {
  const listeners = new Set<() => void>()
  let exports: readonly OpenedExport[] = []
  let count = 0

  function set(next: readonly OpenedExport[]) {
    exports = next
    for (const listener of listeners) listener()
  }
  const find = (id: string) => exports.find((one) => one.id === id)
  const add = (id: string, source: ExportSource) =>
    set([...exports, { id, source, corrections: {}, agreedBytes: 0 }])
  const change = (id: string, parts: Partial<OpenedExport>) =>
    set(exports.map((one) => (one.id === id ? { ...one, ...parts } : one)))

  return {
    all: () => exports,
    find,
    addFiles(source) {
      count += 1
      const slug = source.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
      const id = `${slug.replace(/^-|-$/g, '').slice(0, 40) || 'export'}-${count}`
      add(id, source)
      return id
    },
    addLink(url) {
      if (find(url) === undefined) add(url, { kind: 'link', url })
    },
    correct: (id, corrections) => change(id, { corrections }),
    agree: (id, agreedBytes) => change(id, { agreedBytes }),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
