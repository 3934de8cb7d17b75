import { encodeBase64Url } from '../../core/formats/base64url.ts'
import { packedKeys, sharedVersion } from '../../protocol/shared-link.ts'
import { deflate } from './deflate.ts'

/** A short state stays readable, and can be changed by hand. */
const readableCharacters = 300

/** The part of a link behind its "#"; empty when there is nothing to carry. */
export async function writeLink(state: URLSearchParams, picture?: Uint8Array): Promise<string> {
  const readable = String(state)
  const packed = readable.length > readableCharacters ? await pack(readable) : undefined
  const isShorter = packed !== undefined && packed.length < readable.length
  if (!isShorter && picture === undefined) return readable
  return [
    `${packedKeys.version}=${sharedVersion}`,
    isShorter ? `${packedKeys.packed}=${packed}` : readable,
    // Last, so that a link that was cut off loses this first.
    picture === undefined ? '' : `${packedKeys.picture}=${encodeBase64Url(picture)}`,
  ]
    .filter((part) => part !== '')
    .join('&')
}

async function pack(text: string): Promise<string | undefined> {
  const deflated = await deflate(new TextEncoder().encode(text))
  return deflated && encodeBase64Url(deflated)
}
