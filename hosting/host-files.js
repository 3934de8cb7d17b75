// @ts-check
/**
 * The files in which hosts look for response headers, made from `headers.js`. They are committed,
 * because a host reads them from the repository; a test holds them equal to what is made here, and
 * `node scripts/write-host-files.js` writes them anew.
 */
import {
  embedFolder,
  embedHeaders,
  hashedFolder,
  immutableCache,
  linkWorkerFolder,
  linkWorkerHeaders,
  revalidatedCache,
  siteHeaders,
} from './headers.js'

const policyHeader = 'Content-Security-Policy'
const resourceHeader = 'Cross-Origin-Resource-Policy'
/** What every file has, and what differs from place to place. */
const { [policyHeader]: _, [resourceHeader]: __, ...commonHeaders } = siteHeaders()

/**
 * Patterns of Vercel, of which every path fits exactly one of each group: nothing depends on which rule a host applies
 * last.
 */
const embedName = embedFolder.slice(0, -1)
const inLinkWorker = `/(${linkWorkerFolder}.*)`
const inEmbed = `/(${embedName}|${embedFolder}.*)`
const elsewhere = `/((?!${linkWorkerFolder}|${embedName}$|${embedFolder}).*)`
const hashed = `${hashedFolder}|${linkWorkerFolder}`

/**
 * For Vercel. No rewrites: a missing file has to be a 404, because a page in place of a model is
 * a fault that takes long to find.
 */
const vercelConfig = {
  $schema: 'https://openapi.vercel.sh/vercel.json',
  framework: null,
  cleanUrls: false,
  headers: [
    { source: '/(.*)', headers: pairs(commonHeaders) },
    { source: elsewhere, headers: pairs(placed(siteHeaders())) },
    { source: inLinkWorker, headers: pairs(placed(linkWorkerHeaders())) },
    { source: inEmbed, headers: pairs(placed(embedHeaders())) },
    { source: `/(${hashed})(.*)`, headers: pairs({ 'Cache-Control': immutableCache }) },
    { source: `/((?!${hashed}).*)`, headers: pairs({ 'Cache-Control': revalidatedCache }) },
  ],
}

/** @returns {string} The `vercel.json` of the repository, which Vercel builds itself. */
export function vercelRepository() {
  const build = { buildCommand: 'npm run build', outputDirectory: 'dist' }
  return `${JSON.stringify({ ...vercelConfig, ...build }, null, 2)}\n`
}

/** @returns {string} The `vercel.json` that lies in the built site, for uploading that folder alone. */
export function vercelSite() {
  return `${JSON.stringify(vercelConfig, null, 2)}\n`
}

/**
 * Every path of the built site at which something lies that has a policy: pages, scripts and the files of models, which
 * a missing file's page stands in for. A path that ends in "*" means all below it.
 */
const strictPaths = [
  '',
  'index.html',
  '404.html',
  'theme.js',
  'recover.js',
  'sw.js',
  'sw-off.js',
  'vitrine.js',
  'models/*',
]

/**
 * For Netlify and Cloudflare Pages, which read the same format. Where two rules set the same header both hosts join the
 * values with a comma, and of two policies the stricter holds. So what differs from place to place stands in rules that
 * do not overlap, path by path; what is listed nowhere, such as an icon, has none of it. Without `Cache-Control` both
 * hosts send `revalidatedCache`.
 * @returns {string} The content of `_headers`.
 */
export function headersFile() {
  const strict = placed(siteHeaders())
  const cached = { 'Cache-Control': immutableCache }
  return [
    '# Made from hosting/headers.js by `node scripts/write-host-files.js`. See docs/hosting.md.',
    ...rule('*', commonHeaders),
    ...strictPaths.flatMap((path) => rule(path, strict)),
    ...rule(`${hashedFolder}*`, { ...strict, ...cached }),
    ...rule(`${linkWorkerFolder}*`, { ...placed(linkWorkerHeaders()), ...cached }),
    ...rule(`${embedFolder}*`, placed(embedHeaders())),
  ].join('\n')
}

/** @type {readonly { path: string, content: () => string }[]} Paths relative to the repository. */
export const hostFiles = [
  { path: 'vercel.json', content: vercelRepository },
  { path: 'public/vercel.json', content: vercelSite },
  { path: 'public/_headers', content: headersFile },
]

/** @param {Readonly<Record<string, string>>} headers */
function placed(headers) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !(name in commonHeaders)))
}

/** @param {Readonly<Record<string, string>>} headers */
function pairs(headers) {
  return Object.entries(headers).map(([key, value]) => ({ key, value }))
}

/**
 * @param {string} path
 * @param {Readonly<Record<string, string>>} headers
 */
function rule(path, headers) {
  return [`/${path}`, ...Object.entries(headers).map(([key, value]) => `  ${key}: ${value}`), '']
}
