import { createEngine } from '../engine/host.ts'
import { exportedModel } from './exported-model.ts'
import { exportSource } from './export-source.ts'
import { spawnGuest } from './spawn-guest.ts'
import type { ExportDir, ExportedModel, LoadOptions } from './types.ts'

/** An engine of its own for each model: several go on side by side, and each gives its memory back. */
export async function openExport(
  given: ExportDir,
  { runtime = 'auto', signal, onProgress }: LoadOptions,
): Promise<ExportedModel> {
  const pageUrl = document.baseURI
  const engine = createEngine({ spawn: spawnGuest, pageUrl })
  const options = { ...(signal && { signal }), ...(onProgress && { onProgress }) }
  try {
    signal?.throwIfAborted()
    const source = await exportSource(given, pageUrl, signal)
    const { manifest, files } = await engine.describe(source, options)
    const model = await engine.open(manifest, { ...options, runtime, ...(files && { files }) })
    return exportedModel(model, () => engine.close())
  } catch (error) {
    engine.close()
    throw error
  }
}
