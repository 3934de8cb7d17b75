import type { Runtime } from '../../protocol/runtime.ts'
import { plural } from '../../ui/format.ts'
import { listWords, type LinkPart } from './link-parts.ts'
import type { SmallPicture } from './shrink-picture.ts'

/** Chats and mails have cut links from here on. */
const mostLinkCharacters = 2000

/** What is in a link, before it is copied. */
export function linkWords(
  parts: readonly LinkPart[],
  picture: SmallPicture | undefined,
  runtime: Runtime = 'auto',
): string {
  const words = parts.map((part) => part.words)
  if (picture !== undefined) words.push(pictureWords(picture))
  if (runtime !== 'auto') words.push(`the choice of ${runtime === 'webgpu' ? 'WebGPU' : 'WASM'}`)
  if (words.length === 0) {
    return 'This link opens the demo as it begins: nothing that was typed, chosen or shown is in it.'
  }
  return `This link carries ${listWords(words)}; nothing else.`
}

export function pictureWords({ bytes, width, height, isWhole }: SmallPicture): string {
  const size = `${width} × ${height}, ${(bytes.length / 1000).toFixed(1)} kB`
  return isWhole ? `the picture as it is (${size})` : `the picture, made smaller (${size})`
}

export function lengthWords(length: number): string {
  const words = plural(length, 'character')
  return length > mostLinkCharacters
    ? `${words}. Some chats and mails cut links that are longer than 2,000.`
    : `${words}.`
}
