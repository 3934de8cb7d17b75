// @ts-check
import { shareExports } from '../support/build-site.js'
import { parse, report, root } from '../support/command.js'
import { exportFolders } from '../support/export-folders.js'
import { ensureInstalled } from '../support/install.js'
import { bare, exportLines, portNumber, startPreview } from '../support/preview-site.js'

const usage = `npm start                      the site with its built-in exports, on http://localhost:5173
npm start -- <export>…         and with these exports: folders, or .onnx files
npm start -- --port 8080       on another port
npm start -- --host            for other devices in this network too
npm run dev                    the same for developing, reloading on every change; takes the same arguments`

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
      : await startPreview({ folders }, address)
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
  console.log(`Its API for programs is at ${url}/api; npm run client calls it.`)
  if (folders.length > 0) console.log(await exportLines(url, folders))
  for (const network of resolvedUrls?.network ?? [])
    console.log(`In this network, without threads and WebGPU, which need https: ${bare(network)}`)
  console.log('\nCtrl-C ends it.')
}
