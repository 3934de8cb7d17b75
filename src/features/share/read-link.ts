import { decodeBase64Url } from '../../core/formats/base64url.ts'
import { sniff } from '../../core/pixels/picture-format.ts'
import { ByteWindow } from '../../core/picture-header/byte-window.ts'
import { readPictureHeader } from '../../core/picture-header/picture-header.ts'
import { VitrineError } from '../../protocol/errors.ts'
import { linkLimits, packedKeys, sharedVersion } from '../../protocol/shared-link.ts'
import { inflate } from './deflate.ts'

/** What a link brought along. */
export interface Arrived {
  /** For the demo, which checks each value itself. */
  readonly state: URLSearchParams
  readonly picture?: File
  /** A part that could not be read; the rest stands. */
  readonly problem?: VitrineError
}

/** Reads what `writeLink` wrote, or what somebody made of it. Asks nobody anything, and never throws. */
export async function readLink(shared: URLSearchParams): Promise<Arrived> {
  const open = withoutPacked(shared)
  if (shared.get(packedKeys.version) !== sharedVersion) {
    return { state: open, problem: damaged('It was made by another version of this page') }
  }
  const packed = shared.get(packedKeys.packed)
  const inner = packed === null ? undefined : await readState(packed)
  if (packed !== null && inner === undefined) {
    return { state: open, problem: damaged('Its text and settings are cut off or changed') }
  }
  const state = inner ?? open
  const encoded = shared.get(packedKeys.picture)
  if (encoded === null) return { state }
  const picture = await readPicture(encoded)
  return picture === undefined
    ? { state, problem: damaged('Its picture is cut off or changed') }
    : { state, picture }
}

function withoutPacked(state: URLSearchParams): URLSearchParams {
  const packed: readonly string[] = Object.values(packedKeys)
  return new URLSearchParams([...state].filter(([key]) => !packed.includes(key)))
}

async function readState(encoded: string): Promise<URLSearchParams | undefined> {
  if (encoded.length > linkLimits.packedCharacters) return undefined
  const deflated = decodeBase64Url(encoded)
  const bytes = deflated && (await inflate(deflated, linkLimits.unpackedBytes))
  if (bytes === undefined) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return withoutPacked(new URLSearchParams(text))
  } catch {
    return undefined
  }
}

/** Only a picture by its own first bytes, of a size that its header tells. The worker checks it again, as any file. */
async function readPicture(encoded: string): Promise<File | undefined> {
  if (encoded.length > Math.ceil((linkLimits.pictureBytes * 4) / 3)) return undefined
  const bytes = decodeBase64Url(encoded)
  if (bytes === undefined || bytes.length === 0) return undefined
  const sniffed = sniff(bytes)
  if (sniffed.kind !== 'picture') return undefined
  const header = await readPictureHeader(
    sniffed.format,
    new ByteWindow(bytes.length, (start, end) => Promise.resolve(bytes.subarray(start, end))),
  )
  if (header === undefined || Math.max(header.width, header.height) > linkLimits.pictureSide) {
    return undefined
  }
  const type = sniffed.format.toLowerCase()
  return new File([bytes], `shared picture.${type}`, { type: `image/${type}` })
}

function damaged(problem: string): VitrineError {
  return new VitrineError('shared-link-damaged', { problem })
}
