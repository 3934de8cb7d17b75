/** Exports that are not on the site's own list: dropped on the page, or behind a link. */
import type { ByteSource } from '../core/formats/byte-source.ts'
import type { Manifest } from './manifest.ts'
import type { VitrineJson } from './vitrine-json.ts'

/** What a person pointed to, before anything is known of it. */
export type ExportSource =
  | {
      readonly kind: 'files'
      /** What the person would call it: the folder's name, or the one file's. */
      readonly name: string
      /** A folder, loose files, a `.zip` or a bare `.onnx`: the worker finds out. */
      readonly files: readonly LocalFile[]
    }
  | {
      readonly kind: 'link'
      /** Absolute; it has passed the gate (`links/`), and the visitor has said yes when it is of another origin. */
      readonly url: string
    }

export interface LocalFile {
  /** Relative to what was given, with "/" between its parts. */
  readonly path: string
  readonly file: ByteSource
}

/** The files of an export that lies on this device, by the paths that its manifest uses. */
export type LocalFiles = ReadonlyMap<string, ByteSource>

/** What was found out about a source. */
export interface Described {
  readonly manifest: Manifest
  /** Absent: the files are fetched from the manifest's base. */
  readonly files?: LocalFiles
  /** Every `.onnx` that was found and could be opened instead; the manifest's `model` is one of them. */
  readonly models: readonly string[]
  /** `vitrine.json` with the person's corrections laid over it: what they would save beside the export. */
  readonly author: VitrineJson
}
