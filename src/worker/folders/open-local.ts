import { VitrineError } from '../../protocol/errors.ts'
import type { ExportSource } from '../../protocol/source.ts'
import { deviceFolder, newDeviceBase, type DeviceFolder } from './device-folder.ts'
import { tidyFiles } from './tidy-files.ts'

/**
 * What a person dropped or picked: a folder, loose files, a bare `.onnx`, or a `.zip` of any of these.
 * @throws VitrineError `nothing-to-open`, `too-many-files`, `path-refused`, `export-invalid`, `archive-unreadable`
 */
export async function openLocal({
  name,
  files,
}: Extract<ExportSource, { kind: 'files' }>): Promise<DeviceFolder> {
  const [first] = files
  if (first === undefined) throw new VitrineError('nothing-to-open', { name })
  const base = newDeviceBase()
  if (files.length === 1 && /\.zip$/i.test(first.path) && first.file instanceof Blob) {
    const { zipFiles } = await import('./zip-files.ts')
    return deviceFolder(tidyFiles(await zipFiles(first.file, first.path), first.path), base)
  }
  const given = files.map(({ path, file }) => ({
    path,
    sizeBytes: file.size,
    open: () => Promise.resolve(file),
  }))
  return deviceFolder(tidyFiles(given, name), base)
}
