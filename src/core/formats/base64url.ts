import { decodeBase64, encodeBase64 } from './base64.ts'

/** RFC 4648 §5 without padding: what may stand in an address as it is. */
export function encodeBase64Url(bytes: Uint8Array): string {
  return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Undefined for anything that `encodeBase64Url` would not have written: each text means other bytes. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined
  const padding = '='.repeat(-text.length & 3)
  return decodeBase64(text.replaceAll('-', '+').replaceAll('_', '/') + padding)
}
