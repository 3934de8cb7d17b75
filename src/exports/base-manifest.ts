import type { Layout } from '../protocol/manifest.ts'
import type { ExportFolder } from './folder.ts'
import type { VitrineJson } from './schemas.ts'

/** What every layout reader finds out, whatever the task. */
export interface Found {
  readonly layout: Layout
  readonly reasons: readonly string[]
  /** Path of the `.onnx` file. */
  readonly model: string
}

export function baseManifest(
  { id, base }: ExportFolder,
  { title, description, licence, measured }: VitrineJson,
  { layout, reasons, model }: Found,
) {
  return {
    id,
    base,
    title: title ?? id,
    description: description ?? '',
    ...(licence !== undefined && { licence }),
    ...(measured !== undefined && { measured }),
    layout,
    reasons,
    model,
  }
}
