import { gateError } from '../links/gate.ts'
import { parseModelLink } from '../links/model-link.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { ExportSource } from '../protocol/source.ts'
import type { ExportDir } from './types.ts'

/**
 * What `loadExportedModel` was given, as the engine takes it. Nothing is fetched but a zip file.
 * @param pageUrl absolute; where relative addresses start
 * @throws VitrineError what the gate of links has against it, `nothing-to-open`, and of a zip `file-…`
 */
export async function exportSource(
  given: ExportDir,
  pageUrl: string,
  signal: AbortSignal | undefined,
): Promise<ExportSource> {
  if (typeof given !== 'string' && !(given instanceof URL)) return fileSource(given)
  const text = String(given)
  const isHubId = text.startsWith('hf:')
  const url = isHubId ? undefined : absolute(text, pageUrl)
  if (url !== undefined && /\.zip$/i.test(url.pathname)) return zipSource(url, pageUrl, signal)
  const link = parseModelLink(url?.href ?? text, pageUrl)
  switch (link.kind) {
    case 'refused':
      throw link.error
    case 'link':
      return { kind: 'link', url: link.url }
    case 'demo':
      throw new TypeError(`Not an address: ${text}`)
    default:
      return link satisfies never
  }
}

function absolute(text: string, pageUrl: string): URL {
  if (URL.canParse(text, pageUrl)) return new URL(text, pageUrl)
  throw new TypeError(`Not an address: ${text}`)
}

function fileSource(given: readonly File[]): ExportSource {
  if (!Array.isArray(given) || !given.every((file) => file instanceof File)) {
    throw new TypeError('An export is given by its address, or by a list of its files.')
  }
  const files = given.map((file) => ({ path: file.webkitRelativePath || file.name, file }))
  const named = files.find(({ path }) => /\.(onnx|zip)$/i.test(path)) ?? files[0]
  return { kind: 'files', name: named?.file.name ?? 'The list', files }
}

async function zipSource(
  url: URL,
  pageUrl: string,
  signal: AbortSignal | undefined,
): Promise<ExportSource> {
  const error = gateError(url, new URL(pageUrl))
  if (error !== undefined) throw error
  const path = decodeURIComponent(url.pathname.slice(url.pathname.lastIndexOf('/') + 1))
  const response = await fetch(url, signal === undefined ? {} : { signal }).catch(
    (cause: unknown) => {
      throw signal?.aborted === true
        ? cause
        : new VitrineError('file-blocked', { host: url.host, path }, { cause })
    },
  )
  if (!response.ok) {
    const code = response.status === 404 ? 'file-missing' : 'file-unreachable'
    throw new VitrineError(code, { path, status: response.status })
  }
  return { kind: 'files', name: path, files: [{ path, file: await response.blob() }] }
}
