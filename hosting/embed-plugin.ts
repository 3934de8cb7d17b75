import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { embedOrigins } from './embed-origins.js'
import { headersFile, vercelSite } from './host-files.js'

/** Its address in the site, and its source in the repository. */
const embedPage = 'embed/index.html'
/** Where src/app/embed-app.tsx looks for who is to hear what the demo answers. */
const metaName = 'vitrine-embed-origins'

/**
 * Writes the page for frames, `embed/index.html`, with the scripts of the page itself. A second entry of the build
 * would do that too, but would split what the two have in common into a chunk for each shared module: 29 requests for a
 * first visit instead of one.
 *
 * With a list of origins it also tells the page who is to hear what it answers, and hosts who may frame it; without
 * one the files of public/ stay as they are.
 */
export function embedPlugin(origins: readonly string[] = embedOrigins()): Plugin {
  let root = ''
  return {
    name: 'vitrine-embed',
    configResolved(config) {
      root = config.root
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        if (this.environment.name !== 'client') return
        const page = bundle['index.html']
        if (page?.type !== 'asset') throw new Error('The page has to be written before its frame.')
        const source = await readFile(join(root, embedPage), 'utf8')
        const built = builtPage(source, String(page.source), origins)
        this.emitFile({ type: 'asset', fileName: embedPage, source: built })
      },
    },
    async writeBundle({ dir }) {
      if (this.environment.name !== 'client' || dir === undefined || origins.length === 0) return
      await writeFile(join(dir, '_headers'), headersFile())
      await writeFile(join(dir, 'vercel.json'), vercelSite())
    },
  }
}

/**
 * @param source of the page for frames
 * @param page the built page of the site, whose scripts and styles it takes
 */
export function builtPage(source: string, page: string, origins: readonly string[]): string {
  const tags = page.match(/<(?:script|link)\b[^>]*"\.\/assets\/[^>]*>(?:<\/script>)?/g) ?? []
  const listed = `<meta name="${metaName}" content="${origins.join(' ')}">`
  const lines = [...(origins.length === 0 ? [] : [listed]), ...tags].join('\n    ')
  if (!tags.some((tag) => tag.startsWith('<script'))) throw new Error('The page has no script.')
  return source
    .replace(/ *<link rel="stylesheet"[^>]*>\n/, '')
    .replace(/<script type="module"[^>]*><\/script>/, () => lines.replaceAll('"./', '"../'))
    .replace(/(src|href)="\/(?!\/)/g, '$1="../')
}
