import type { ExportFolder } from '../../exports/folder.ts'
import { plainPath } from '../../core/formats/data-path.ts'
import { VitrineError } from '../../protocol/errors.ts'
import type { ExportFile } from '../../protocol/manifest.ts'
import type { LinkContext } from './link-context.ts'
import { linkFolder } from './link-folder.ts'
import { maxFiles } from './tidy-files.ts'
import { createWeb } from './web.ts'

export interface HubPlace {
  /** `owner/name` */
  readonly id: string
  /** As it stands in an address: encoded. */
  readonly revision: string
  /** Below the repository, encoded; empty or ends in "/". */
  readonly folder: string
}

const hub = 'https://huggingface.co'

/** Whether an address, of a folder or a file, is of a model's files on the hub. */
export function hubPlace(url: string): HubPlace | undefined {
  const { origin, pathname } = new URL(url)
  const match = /^\/([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.*\/)?[^/]*$/.exec(pathname)
  if (origin !== hub || match === null) return undefined
  const [, id = '', revision = '', folder = ''] = match
  return { id, revision, folder }
}

/**
 * A model's repository on the Hugging Face hub, or a folder in it. The hub's own list says which files there are, how
 * large, and of the large ones the sha256.
 * @throws VitrineError `file-missing`, `file-forbidden`, `too-many-files` and what fetching throws
 */
export async function hubFolder(
  { id, revision, folder }: HubPlace,
  context: LinkContext,
): Promise<ExportFolder> {
  const base = `${hub}/${id}/resolve/${revision}/${folder}`
  const files = await list({ id, revision, folder }, context.signal)
  const name = folder === '' ? id : decodeURIComponent(folder.split('/').at(-2) ?? id)
  return linkFolder({ id: name, base, files, web: createWeb(base, context.signal) }, context)
}

async function list(
  { id, revision, folder }: HubPlace,
  signal: AbortSignal,
): Promise<ExportFile[]> {
  const prefix = decodeURIComponent(folder)
  const files: ExportFile[] = []
  let next: string | undefined =
    `${hub}/api/models/${id}/tree/${revision}/${folder.replace(/\/$/, '')}`.replace(/\/$/, '') +
    '?recursive=true'
  const seen = new Set<string>()
  while (next !== undefined) {
    seen.add(next)
    const page = await fetchPage(next, id, signal)
    for (const entry of page.entries) {
      const file = fileOf(entry, prefix)
      if (file !== undefined) files.push(file)
    }
    if (files.length > maxFiles)
      throw new VitrineError('too-many-files', { name: id, limit: maxFiles })
    next = page.next === undefined || seen.has(page.next) ? undefined : page.next
  }
  return files
}

async function fetchPage(
  url: string,
  id: string,
  signal: AbortSignal,
): Promise<{ entries: readonly unknown[]; next: string | undefined }> {
  const { pathname, search } = new URL(url)
  const web = createWeb(`${hub}/`, signal)
  const answer = await web.get(pathname.slice(1) + search, id)
  if (answer === undefined) throw web.trouble() ?? new VitrineError('file-missing', { path: id })
  const entries = parsed(answer.text)
  if (!Array.isArray(entries)) {
    throw new VitrineError('file-damaged', { path: id, problem: 'the hub sent no list of files' })
  }
  const link = /<([^>]+)>;\s*rel="?next"?/.exec(answer.headers.get('link') ?? '')?.[1]
  // It is the hub's list that is gone on with, wherever a header leads.
  const next = link !== undefined && URL.canParse(link, hub) ? new URL(link, hub) : undefined
  return { entries, next: next?.origin === hub ? next.href : undefined }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** One entry of the list, which is read as what it is: somebody else's JSON. */
function fileOf(entry: unknown, prefix: string): ExportFile | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined
  const { type, path, size, lfs } = entry as Record<string, unknown>
  if (type !== 'file' || typeof path !== 'string' || !path.startsWith(prefix)) return undefined
  const plain = plainPath(path.slice(prefix.length))
  if (plain === undefined || plain.split('/').some((part) => part.startsWith('.'))) return undefined
  const { oid } = (typeof lfs === 'object' && lfs !== null ? lfs : {}) as Record<string, unknown>
  return {
    path: plain,
    ...(Number.isSafeInteger(size) && { sizeBytes: Number(size) }),
    ...(typeof oid === 'string' && /^[0-9a-f]{64}$/.test(oid) && { sha256: oid }),
  }
}
