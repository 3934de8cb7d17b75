import type { KeptIn, StoredFile, StoreReport } from '../../protocol/stored.ts'

const placeWords: Record<KeptIn, string> = {
  opfs: 'in this page’s own files',
  cache: 'in the browser’s cache',
  memory: 'until this page is closed',
}

/** How safe what is stored is, or why nothing is. */
export function keptWords({ keptIn, persisted }: StoreReport): string {
  if (keptIn === 'memory') {
    return 'This browser, or the page that shows this one, lets it keep nothing: models are downloaded again with each visit.'
  }
  if (persisted === true) return 'The browser has promised to keep them.'
  return persisted === false ? 'The browser may remove them when the device runs out of room.' : ''
}

const dayMs = 86_400_000

/** When it was last used, as far back as it matters. Both in milliseconds since 1970. */
function usedWords(lastUsedAtMs: number, nowMs: number): string {
  const days = Math.round((startOfDay(nowMs) - startOfDay(lastUsedAtMs)) / dayMs)
  if (days <= 0) return 'used today'
  if (days === 1) return 'used yesterday'
  if (days < 31) return `used ${days} days ago`
  return `last used ${new Date(lastUsedAtMs).toLocaleDateString('en-GB', { dateStyle: 'medium' })}`
}

function startOfDay(atMs: number): number {
  return new Date(atMs).setHours(0, 0, 0, 0)
}

/** The host that a file came from, when it is not the one that shows this page. */
function sourceOf(url: string, pageUrl: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { host, origin } = new URL(url)
  return origin === new URL(pageUrl).origin ? undefined : host
}

/** What there is to know of a stored file besides its name and size. */
export function stateWords(file: StoredFile, nowMs: number): string {
  const host = sourceOf(file.url, document.baseURI)
  return [
    file.verified ? 'verified' : 'not verified',
    usedWords(file.lastUsedAtMs, nowMs),
    placeWords[file.keptIn],
    host === undefined ? undefined : `from ${host}`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ')
}
