import type { ExportFolder } from '../../exports/folder.ts'
import { requireFile } from '../../exports/folder.ts'
import { VitrineError } from '../../protocol/errors.ts'
import type { ExportFile } from '../../protocol/manifest.ts'
import { checkTextSize } from './device-folder.ts'
import { fetchStored, type LinkContext } from './link-context.ts'
import type { Web } from './web.ts'

interface LinkFolderParts {
  readonly id: string
  /** Absolute; ends in "/". */
  readonly base: string
  /** May grow while the folder is read: see `onModel`. */
  readonly files: ExportFile[]
  readonly web: Web
  /** Texts that were fetched to see whether they are there. */
  readonly texts?: ReadonlyMap<string, string>
  /** Called when a model has come, before it is handed out. */
  readonly onModel?: (path: string, model: Blob) => Promise<void>
}

/** Text that the model needs in order to run comes through the store, like the weights. */
const isNeededLater = /(^|\/)(tokenizer|vocab|merges)\.(json|txt)$/

/** A folder on the web whose files are known by now. */
export function linkFolder(
  { id, base, files, web, texts = new Map(), onModel }: LinkFolderParts,
  context: LinkContext,
): ExportFolder {
  const opened = new Map<string, Promise<Blob>>()
  const read = new Map<string, Promise<string>>()

  async function open(path: string): Promise<Blob> {
    const blob = await fetchStored(base, requireFile({ files }, path), { ...context, title: id })
    if (/\.onnx$/i.test(path)) await onModel?.(path, blob)
    return blob
  }

  async function readText(path: string): Promise<string> {
    checkTextSize(path, requireFile({ files }, path).sizeBytes)
    if (isNeededLater.test(path)) return (await once(opened, path, open)).text()
    const text = await web.text(path)
    if (text === undefined) throw web.trouble() ?? new VitrineError('file-missing', { path })
    return text
  }

  return {
    id,
    base,
    files,
    isRemote: true,
    open: (path) => once(opened, path, open),
    readText: async (path) => texts.get(path) ?? once(read, path, readText),
  }
}

function once<T>(
  kept: Map<string, Promise<T>>,
  path: string,
  make: (path: string) => Promise<T>,
): Promise<T> {
  const promise = kept.get(path) ?? make(path)
  kept.set(path, promise)
  return promise
}
