// @ts-check
import { createHash } from 'node:crypto'
import { buildSite, isBuilt, shareExports } from '../support/build-site.js'
import { Advice, elapsed, parse, report, root } from '../support/command.js'
import { demoLines } from '../support/demo-lines.js'
import { exportFolders } from '../support/export-folders.js'
import { ensureInstalled } from '../support/install.js'

const usage = `npm start                      the site with its built-in exports, on http://localhost:5173
npm start -- <export>…         and with these exports: folders, or .onnx files
npm start -- --port 8080       on another port
npm start -- --host            for other devices in this network too
npm run dev                    the same for developing, reloading on every change; takes the same arguments`

/**
 * Where the site is built to: not dist/, which may hold a build that is about to be published, and not
 * where a site with other exports is perhaps being served at this moment.
 * @param {readonly string[]} folders
 */
function outDirFor(folders) {
  if (folders.length === 0) return '.vitrine/site'
  const name = createHash('sha256').update(folders.join('\n')).digest('hex').slice(0, 8)
  return `.vitrine/site-${name}`
}

/** @param {readonly string[]} args */
export function run(args) {
  return report(async () => {
    const { values, positionals } = parse(
      {
        args: [...args],
        allowPositionals: true,
        options: {
          dev: { type: 'boolean' },
          host: { type: 'boolean' },
          port: { type: 'string', default: '5173' },
        },
      },
      usage,
    )
    const port = portNumber(values.port)
    const folders = exportFolders(positionals)
    await ensureInstalled()
    const address = { port, ...(values.host === true ? { host: true } : {}) }
    const server = values.dev
      ? await startDev(folders, address)
      : await startPreview(folders, address)
    await announce(server, { folders, port })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.once(signal, () => {
        console.log()
        // Open connections would keep the process for as long as a browser holds them.
        void server.close().finally(() => process.exit(0))
        setTimeout(() => process.exit(0), 500)
      })
  })
}

/**
 * The built site with the headers of production: what is seen here is what visitors get.
 * @param {readonly string[]} folders
 * @param {{ port: number, host?: boolean }} address
 */
async function startPreview(folders, address) {
  const outDir = outDirFor(folders)
  if (!isBuilt({ outDir, folders })) {
    const sinceMs = performance.now()
    console.log('Building the site…')
    await buildSite({ outDir, folders })
    console.log(`Built in ${elapsed(sinceMs)}`)
  }
  shareExports({ folders, only: false })
  const { preview } = await import('vite')
  return preview({ root, logLevel: 'warn', build: { outDir }, preview: address })
}

/**
 * @param {readonly string[]} folders
 * @param {{ port: number, host?: boolean }} address
 */
async function startDev(folders, address) {
  shareExports({ folders, only: false })
  const { createServer } = await import('vite')
  const server = await createServer({ root, server: address })
  return server.listen()
}

/**
 * @param {import('vite').PreviewServer | import('vite').ViteDevServer} server
 * @param {{ folders: readonly string[], port: number }} asked
 */
async function announce({ resolvedUrls }, { folders, port }) {
  const url = bare(resolvedUrls?.local[0] ?? '')
  console.log()
  if (new URL(url).port !== String(port))
    console.log(`Port ${port} is in use, so this is another one.`)
  console.log(`Vitrine is at ${url}`)
  if (folders.length > 0) console.log(await exportLines(url, folders))
  for (const network of resolvedUrls?.network ?? [])
    console.log(`In this network, without threads and WebGPU, which need https: ${bare(network)}`)
  console.log('\nCtrl-C ends it.')
}

/**
 * @param {string} url Of the site that is being served.
 * @param {readonly string[]} folders
 * @returns {Promise<string>}
 */
async function exportLines(url, folders) {
  const response = await fetch(`${url}/models/index.json`).catch(() => undefined)
  // While developing, an export that cannot be read is no reason to end the server; it has said what is wrong.
  if (response?.ok !== true) return folders.map((folder) => `with the export ${folder}`).join('\n')
  const index = /** @type {import('../support/demo-lines.js').DemoIndex} */ (await response.json())
  return demoLines(index, folders.length, (query) => `${url}/${query}`)
}

/** @param {string} url */
function bare(url) {
  return url.replace(/\/$/, '')
}

/**
 * @param {string | undefined} text
 * @returns {number}
 */
function portNumber(text) {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Advice(`A port is a number from 1 to 65535, not "${text}".`)
  return port
}
