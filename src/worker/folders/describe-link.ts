import type { ByteSource } from '../../core/formats/byte-source.ts'
import { picturesOf } from '../../exports/files-of.ts'
import type { ExportFolder } from '../../exports/folder.ts'
import { describeExport, pathsToAsk } from '../../exports/read-export.ts'
import { VitrineError } from '../../protocol/errors.ts'
import type { Manifest } from '../../protocol/manifest.ts'
import type { LoadProgress } from '../../protocol/calls.ts'
import type { Described, LocalFiles } from '../../protocol/source.ts'
import type { VitrineJson } from '../../protocol/vitrine-json.ts'
import { createStore } from '../../store/create-store.ts'
import type { CallContext } from '../serve.ts'
import { hubFolder, hubPlace } from './hub-folder.ts'
import type { LinkContext } from './link-context.ts'
import { ownDemo } from './own-demo.ts'
import { unlistedFolder } from './unlisted-folder.ts'
import { createWeb } from './web.ts'

/**
 * @param url as `parseModelLink` gives it: a folder's ends in "/", every other one in ".onnx" or ".ort"
 * @throws VitrineError what fetching, the export's layout and the graph throw
 */
export async function describeLink(
  url: string,
  author: VitrineJson,
  { signal, report }: CallContext<LoadProgress>,
): Promise<Described> {
  if (/\.ort$/i.test(url)) throw new VitrineError('file-is-other-format', ortFacts(url))
  const own = Object.keys(author).length === 0 ? await ownDemo(url, signal) : undefined
  if (own !== undefined) return own
  const context = { store: createStore(), signal, report }
  const { folder, model } = await openLink(url, context)
  const chosen = model === undefined ? author : { model, ...author }
  const described = await describeExport(folder, chosen)
  const files = await pictures(described.manifest, url, signal)
  return files.size === 0 ? described : { ...described, files }
}

interface OpenedLink {
  readonly folder: ExportFolder
  /** Which of its models the link says. */
  readonly model?: string
}

async function openLink(url: string, context: LinkContext): Promise<OpenedLink> {
  const isFolder = url.endsWith('/')
  const place = hubPlace(url)
  if (place === undefined) {
    if (isFolder) return { folder: await unlistedFolder(url, pathsToAsk, context) }
    const base = new URL('.', url).href
    const model = decodeURIComponent(url.slice(base.length))
    return { folder: await unlistedFolder(base, pathsToAsk, context, model), model }
  }
  if (isFolder) return { folder: await hubFolder(place, context) }
  // Exporters put the graphs into a folder of their own, below what describes them.
  const above = place.folder.replace(/(^|\/)onnx\/$/, '$1')
  const folder = await hubFolder({ ...place, folder: above }, context)
  const inside = decodeURIComponent(url.slice(folder.base.length))
  if (!folder.files.some(({ path }) => path === inside)) {
    throw new VitrineError('file-missing', { path: inside })
  }
  return { folder, model: inside }
}

const maxPictures = 12
const maxPictureBytes = 5e6

/** The page may not fetch from elsewhere, so the example pictures of other sites come with the description. */
async function pictures(manifest: Manifest, url: string, signal: AbortSignal): Promise<LocalFiles> {
  const files = new Map<string, ByteSource>()
  if (new URL(url).origin === location.origin) return files
  const web = createWeb(manifest.base, signal)
  const paths = [...new Set(picturesOf(manifest))].slice(0, maxPictures)
  await Promise.all(
    paths.map(async (path) => {
      const blob = await web.blob(path, maxPictureBytes)
      if (blob !== undefined) files.set(path, blob)
    }),
  )
  return files
}

function ortFacts(url: string) {
  return {
    path: decodeURIComponent(url.slice(url.lastIndexOf('/') + 1)),
    found: 'in ONNX Runtime’s own .ort format, which is not run here',
    remedy: 'Give the .onnx file that it was made from.',
  }
}
