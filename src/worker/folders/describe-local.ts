import { filesOf } from '../../exports/files-of.ts'
import { describeExport } from '../../exports/read-export.ts'
import type { Described, ExportSource } from '../../protocol/source.ts'
import type { VitrineJson } from '../../protocol/vitrine-json.ts'
import { checkModel, type DeviceFolder } from './device-folder.ts'
import { openLocal } from './open-local.ts'

/** @throws VitrineError what opening the folder, its layout and the graph throw */
export async function describeLocal(
  source: Extract<ExportSource, { kind: 'files' }>,
  author: VitrineJson,
): Promise<Described> {
  const folder = await openLocal(source)
  await refuseOtherFormats(folder)
  const described = await describeExport(folder, author)
  // Some layouts are known without a look into the graph.
  await folder.open(described.manifest.model)
  return { ...described, files: await folder.take(filesOf(described.manifest)) }
}

/** One file that is no `.onnx` by its name: what it is instead, its first bytes tell. */
async function refuseOtherFormats({ files, open }: DeviceFolder): Promise<void> {
  const [only, second] = files
  if (only !== undefined && second === undefined) await checkModel(await open(only.path), only.path)
}
