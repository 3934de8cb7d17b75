import type { DemoIndex } from '../../protocol/manifest.ts'
import type { Described } from '../../protocol/source.ts'
import { createWeb } from './web.ts'

/**
 * The demo of this very site whose folder the link names. The site publishes of an export only what its manifest asks
 * for, so there the manifest is the one thing that is certain to lie; it has sizes and hashes, too.
 */
export async function ownDemo(url: string, signal: AbortSignal): Promise<Described | undefined> {
  const [, site, id] = /^(.*\/)models\/([^/]+)\/$/.exec(url) ?? []
  if (site === undefined || id === undefined || !isOurs(url)) return undefined
  const text = await createWeb(site, signal).text('models/index.json')
  if (text === undefined) return undefined
  // Written by our own build; from any other origin it would be somebody else's JSON.
  const { demos } = JSON.parse(text) as DemoIndex
  const found = demos.find(({ base }) => new URL(base, site).href === url)
  if (found === undefined) return undefined
  const models = found.variants?.map(({ model }) => model) ?? [found.model]
  return { manifest: { ...found, base: url }, models, author: {} }
}

/** Of the page's site, or of that which this code is from, when another site's page uses it. */
function isOurs(url: string): boolean {
  return [location.origin, new URL(import.meta.url).origin].includes(new URL(url).origin)
}
