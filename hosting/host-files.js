// @ts-check
/**
 * The files in which hosts look for response headers, made from `headers.js`. They are committed,
 * because a host reads them from the repository; a test holds them equal to what is made here, and
 * `node scripts/write-host-files.js` writes them anew.
 */
import {
  contentSecurityPolicy,
  hashedFolder,
  immutableCache,
  linkWorkerFolder,
  linkWorkerPolicy,
  revalidatedCache,
  siteHeaders,
} from './headers.js'

const policyHeader = 'Content-Security-Policy'
const { [policyHeader]: _, ...commonHeaders } = siteHeaders()

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
    // Of the sources below two exclude each other, so nothing depends on which rule a host applies last.
    ...either([linkWorkerFolder], policyHeader, linkWorkerPolicy(), contentSecurityPolicy()),
    ...either([hashedFolder, linkWorkerFolder], 'Cache-Control', immutableCache, revalidatedCache),
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
 * values with a comma, and of two policies the stricter holds. So `Content-Security-Policy` and `Cache-Control` stand in
 * rules that do not overlap; without `Cache-Control` both hosts send `revalidatedCache`.
 * @returns {string} The content of `_headers`.
 */
export function headersFile() {
  const strict = { [policyHeader]: contentSecurityPolicy() }
  const cached = { 'Cache-Control': immutableCache }
  return [
    '# Made from hosting/headers.js by `node scripts/write-host-files.js`. See docs/hosting.md.',
    ...rule('*', commonHeaders),
    ...strictPaths.flatMap((path) => rule(path, strict)),
    ...rule(`${hashedFolder}*`, { ...strict, ...cached }),
    ...rule(`${linkWorkerFolder}*`, { [policyHeader]: linkWorkerPolicy(), ...cached }),
  ].join('\n')
}

/** @type {readonly { path: string, content: () => string }[]} Paths relative to the repository. */
export const hostFiles = [
  { path: 'vercel.json', content: vercelRepository },
  { path: 'public/vercel.json', content: vercelSite },
  { path: 'public/_headers', content: headersFile },
]

/** @param {Readonly<Record<string, string>>} headers */
function pairs(headers) {
  return Object.entries(headers).map(([key, value]) => ({ key, value }))
}

/**
 * Two rules of Vercel, of which every path fits exactly one.
 * @param {readonly string[]} folders
 * @param {string} key
 * @param {string} inside The header's value below the folders.
 * @param {string} outside Its value everywhere else.
 */
function either(folders, key, inside, outside) {
  const names = folders.join('|')
  return [
    { source: `/(${names})(.*)`, headers: [{ key, value: inside }] },
    { source: `/((?!${names}).*)`, headers: [{ key, value: outside }] },
  ]
}

/**
 * @param {string} path
 * @param {Readonly<Record<string, string>>} headers
 */
function rule(path, headers) {
  return [`/${path}`, ...Object.entries(headers).map(([key, value]) => `  ${key}: ${value}`), '']
}
