// @ts-check
/**
 * The configuration of nginx for a container, made from `headers.js` and `mime.js`. It is committed as
 * deploy/nginx/site.conf; a test holds it equal to what is made here, and `node scripts/write-host-files.js` writes it
 * anew.
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
import { isCompressible, types } from './mime.js'

const embed = `~^/${embedFolder.slice(0, -1)}(/|$)`
const linkWorker = `~^/${linkWorkerFolder}`

/** Headers, and where they differ from place to place: by a pattern of the path. */
const cacheHeader = 'Cache-Control'
const everywhere = { ...siteHeaders(), [cacheHeader]: revalidatedCache }
const elsewhere = [
  { pattern: linkWorker, headers: linkWorkerHeaders() },
  { pattern: embed, headers: embedHeaders() },
  {
    pattern: `~^/(${hashedFolder}|${linkWorkerFolder})`,
    headers: { [cacheHeader]: immutableCache },
  },
]

/** @returns {string} */
export function nginxFile() {
  const names = Object.keys(everywhere)
  return `# Made from hosting/headers.js by \`node scripts/write-host-files.js\`. See docs/hosting.md.
# Goes into the http block: /etc/nginx/conf.d/site.conf.

${names.filter(differs).map(map).join('\n')}
server {
  listen 8080;
  root /usr/share/nginx/html;
  server_tokens off;
  # What is in front of the container knows under which name and port it is reached.
  absolute_redirect off;

  # All of them here and none in a location: a location with an add_header of its own has none of these any more.
${names.map((name) => `  add_header ${name} ${valueOf(name)} always;`).join('\n')}

  # A folder without a page is nothing that is there.
  error_page 403 =404 /404.html;
  error_page 404 /404.html;

  # Takes the place of nginx's own types, which have none for mjs.
  types {
${typeLines().join('\n')}
  }
  default_type application/octet-stream;
  charset utf-8;
  charset_types ${mimeTypes((type) => type.includes('charset=') && !type.startsWith('text/html')).join(' ')};

  # The files that deploy/nginx/Dockerfile has compressed; others are compressed as they are asked for.
  gzip_static on;
  gzip on;
  gzip_vary on;
  gzip_min_length 1024;
  gzip_types ${mimeTypes((type) => isCompressible(type) && !type.startsWith('text/html')).join(' ')};
}
`
}

/** @type {readonly { path: string, content: () => string }[]} Paths relative to the repository. */
export const nginxFiles = [{ path: 'deploy/nginx/site.conf', content: nginxFile }]

/** @param {string} name */
function differs(name) {
  return elsewhere.some(
    ({ headers }) => name in headers && valueIn(headers, name) !== valueIn(everywhere, name),
  )
}

/** @param {string} name */
function map(name) {
  const places = elsewhere.filter(
    ({ headers }) => name in headers && valueIn(headers, name) !== valueIn(everywhere, name),
  )
  const lines = [
    `  default ${quoted(valueIn(everywhere, name))};`,
    ...places.map(({ pattern, headers }) => `  "${pattern}" ${quoted(valueIn(headers, name))};`),
  ]
  return `map $uri ${variable(name)} {\n${lines.join('\n')}\n}\n`
}

/** @param {string} name */
function valueOf(name) {
  return differs(name) ? variable(name) : quoted(valueIn(everywhere, name))
}

/** @param {string} name */
function variable(name) {
  return `$vitrine_${name.toLowerCase().replaceAll('-', '_')}`
}

/**
 * @param {Readonly<Record<string, string>>} headers
 * @param {string} name
 */
function valueIn(headers, name) {
  return headers[name] ?? ''
}

/**
 * No value has a quotation mark of this kind, a dollar or a backslash, which nginx would take for something.
 * @param {string} value
 */
function quoted(value) {
  if (/["$\\]/.test(value)) throw new TypeError(`nginx would read this as something else: ${value}`)
  return `"${value}"`
}

/** @param {(type: string) => boolean} which */
function mimeTypes(which) {
  return [...new Set(Object.values(types).filter(which).map(bare))].sort()
}

function typeLines() {
  return mimeTypes(() => true).map((type) => {
    const endings = Object.keys(types).filter((ending) => bare(types[ending] ?? '') === type)
    return `    ${type} ${endings.join(' ')};`
  })
}

/** @param {string} type */
function bare(type) {
  return type.split(';')[0] ?? ''
}
