// @ts-check
/**
 * The files in which hosts look for response headers, made from `headers.js`. They are committed,
 * because a host reads them from the repository; a test holds them equal to what is made here, and
 * `node scripts/write-host-files.js` writes them anew.
 */
import { hashedFolder, immutableCache, revalidatedCache, siteHeaders } from './headers.js'

/**
 * For Vercel. No rewrites: a missing file has to be a 404, because a page in place of a model is
 * a fault that takes long to find.
 */
const vercelConfig = {
  $schema: 'https://openapi.vercel.sh/vercel.json',
  framework: null,
  cleanUrls: false,
  headers: [
    { source: '/(.*)', headers: pairs(siteHeaders()) },
    // The two sources exclude each other, so nothing depends on which rule a host applies last.
    { source: `/${hashedFolder}(.*)`, headers: pairs({ 'Cache-Control': immutableCache }) },
    {
      source: `/((?!${hashedFolder}).*)`,
      headers: pairs({ 'Cache-Control': revalidatedCache }),
    },
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
 * For Netlify and Cloudflare Pages, which read the same format. Where two rules set the same header
 * both hosts join the values with a comma, so `Cache-Control` stands in one rule only; without it
 * both hosts send `revalidatedCache`.
 * @returns {string} The content of `_headers`.
 */
export function headersFile() {
  return [
    '# Made from hosting/headers.js by `node scripts/write-host-files.js`. See docs/hosting.md.',
    '/*',
    ...lines(siteHeaders()),
    '',
    `/${hashedFolder}*`,
    ...lines({ 'Cache-Control': immutableCache }),
    '',
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

/** @param {Readonly<Record<string, string>>} headers */
function lines(headers) {
  return Object.entries(headers).map(([key, value]) => `  ${key}: ${value}`)
}
