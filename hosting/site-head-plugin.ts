import type { HtmlTagDescriptor, Plugin } from 'vite'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Manifest } from '../src/protocol/manifest.ts'
import type { ExportsApi } from './exports-plugin.ts'
import { cardOf, cardSize, drawCard, type Card } from './social-card.ts'

const cardPath = 'preview.png'

const ownTitle = 'Vitrine'
const ownDescription =
  'Models you can try in your own browser. Everything runs on your device; nothing is uploaded.'

/**
 * What the site says of itself to search engines and to whoever shows its link: title, description and a picture. A site
 * of one demo is that demo: its name, its words, and no list before it.
 *
 * Networks want absolute addresses. `VITRINE_URL` says where the site will lie; Vercel, Netlify and Cloudflare Pages say
 * it themselves while they build. Where nobody does, the picture's address stays relative, which few of them follow.
 */
export function siteHeadPlugin(env: NodeJS.ProcessEnv = process.env): Plugin {
  let demos: ExportsApi['demos'] = () => Promise.resolve([])
  return {
    name: 'vitrine-site-head',
    apply: 'build',
    configResolved({ plugins }) {
      const { api } = plugins.find(({ name }) => name === 'vitrine-exports') ?? {}
      demos = (api as ExportsApi).demos
    },
    async generateBundle() {
      if (this.environment.name !== 'client') return
      const [first] = await demos()
      const card: Card =
        first === undefined
          ? { title: ownTitle, description: ownDescription }
          : await cardOf(first.manifest, (path) => readFile(join(first.root, path)))
      const own = { title: ownTitle, description: ownDescription }
      const drawn = await drawCard((await isAlone()) ? card : { ...card, ...own })
      this.emitFile({ type: 'asset', fileName: cardPath, source: drawn })
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html, { path }) {
        if (path !== '/index.html') return html
        const [first] = await demos()
        const only = (await isAlone()) ? first?.manifest : undefined
        return { html: only === undefined ? html : named(html, only), tags: tagsFor(only, env) }
      },
    },
  }

  async function isAlone(): Promise<boolean> {
    return (await demos()).length === 1
  }
}

/** The page's own title and description, which browsers show. */
function named(html: string, { title, description }: Manifest): string {
  return html
    .replace(/<title>[^<]*<\/title>/, () => `<title>${escapeHtml(title)}</title>`)
    .replace(
      /(<meta\s+name="description"\s+content=")[^"]*/,
      (_, start: string) => start + escapeHtml(description || ownDescription),
    )
}

function tagsFor(only: Manifest | undefined, env: NodeJS.ProcessEnv): HtmlTagDescriptor[] {
  const { title = ownTitle } = only ?? {}
  const description = only?.description || ownDescription
  const url = siteUrl(env)
  const properties = {
    'og:type': 'website',
    'og:title': title,
    'og:description': description,
    'og:image': url === undefined ? cardPath : new URL(cardPath, url).href,
    'og:image:width': String(cardSize.width),
    'og:image:height': String(cardSize.height),
    'og:image:alt': `${title}: ${description}`.slice(0, 400),
    ...(url !== undefined && { 'og:url': url }),
  }
  const names = {
    'twitter:card': 'summary_large_image',
    ...(only !== undefined && { 'vitrine-only': only.id }),
  }
  return [
    ...Object.entries(properties).map(([property, content]) => meta({ property, content })),
    ...Object.entries(names).map(([name, content]) => meta({ name, content })),
  ]
}

function meta(attrs: Record<string, string>): HtmlTagDescriptor {
  return { tag: 'meta', attrs, injectTo: 'head' }
}

/** Where the site will lie, with a slash at its end. */
export function siteUrl(env: NodeJS.ProcessEnv): string | undefined {
  const { VITRINE_URL, VERCEL_PROJECT_PRODUCTION_URL, URL: netlify, CF_PAGES_URL } = env
  const vercel = VERCEL_PROJECT_PRODUCTION_URL && `https://${VERCEL_PROJECT_PRODUCTION_URL}`
  const said = VITRINE_URL || vercel || (env['NETLIFY'] === 'true' ? netlify : '') || CF_PAGES_URL
  if (!said) return undefined
  if (!URL.canParse(said) || !/^https?:$/.test(new URL(said).protocol))
    throw new TypeError(`VITRINE_URL must be an address such as https://example.org/demo/: ${said}`)
  return said.endsWith('/') ? said : `${said}/`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
