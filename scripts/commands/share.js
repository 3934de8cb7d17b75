// @ts-check
import { parse, report } from '../support/command.js'
import { exportFolders } from '../support/export-folders.js'
import { ensureInstalled } from '../support/install.js'
import { loadNgrok } from '../support/ngrok-sdk.js'
import { bare, exportLines, portNumber, startPreview } from '../support/preview-site.js'
import { openTunnel, tunnelSettings } from '../support/tunnel.js'
import { refuseApiFromOutside } from '../support/tunnel-gate.js'

const usage = `npm run share                        the site with its built-in exports, at a public https address by ngrok
npm run share -- <export>…           and with these exports: folders, or .onnx files
npm run share -- <export>… --only    with these exports alone
npm run share -- --port 8080         served on this machine on another port
npm run share -- --api               lets visitors use its API too, which computes on this machine

NGROK_AUTHTOKEN   your token, from https://dashboard.ngrok.com/get-started/your-authtoken
NGROK_DOMAIN      an address of your own, where you have one at ngrok`

/**
 * @param {readonly string[]} args
 * @param {object} [ports] What tests replace.
 * @param {typeof loadNgrok} [ports.load]
 * @param {Readonly<Record<string, string | undefined>>} [ports.env]
 */
export function run(args, { load = loadNgrok, env = process.env } = {}) {
  return report(async () => {
    const { values, positionals } = parse(
      {
        args: [...args],
        allowPositionals: true,
        options: {
          api: { type: 'boolean' },
          only: { type: 'boolean' },
          port: { type: 'string', default: '5180' },
        },
      },
      usage,
    )
    const settings = tunnelSettings(env)
    const port = portNumber(values.port)
    const folders = exportFolders(positionals)
    await ensureInstalled()
    if (values.api === true) process.env['VITRINE_API_HOSTS'] = apiHosts(settings.domain)
    const shown = { folders, only: values.only === true }
    const server = await startPreview(shown, { port, host: '127.0.0.1' })
    // Before all others, the API's own too.
    if (values.api !== true)
      server.middlewares.stack.unshift({ route: '', handle: refuseApiFromOutside })
    const local = bare(server.resolvedUrls?.local[0] ?? '')
    try {
      const tunnel = await openTunnel({ load, port: Number(new URL(local).port), ...settings })
      await announce({ local, url: bare(tunnel.url), folders, isApiShared: values.api === true })
      endBySignal(async () => {
        await tunnel.close()
        await server.close()
      })
    } catch (error) {
      await server.close()
      throw error
    }
  })
}

/**
 * The names under which the API may be called, besides those of this machine, for hosting/api-plugin.ts.
 * @param {string | undefined} domain
 */
function apiHosts(domain) {
  return domain ?? '.ngrok-free.app,.ngrok-free.dev,.ngrok.app,.ngrok.dev,.ngrok.io'
}

/** @param {{ local: string, url: string, folders: readonly string[], isApiShared: boolean }} shared */
async function announce({ local, url, folders, isApiShared }) {
  console.log(`\nVitrine is at ${url}/`)
  console.log(`and on this machine at ${local}/`)
  if (folders.length > 0) console.log(await exportLines(local, folders, url))
  if (process.stdout.isTTY) {
    const { renderANSI } = await import('uqr')
    console.log(`\n${renderANSI(`${url}/`, { border: 2 })}`)
  }
  console.log(`
The address works for as long as this runs and this machine is awake. On ngrok’s free plan visitors see a
warning page of ngrok’s first, and 1 GB and 20,000 requests a month go through: about a hundred first visits
to a small model. An address that lasts, without either: npm run build, and docs/hosting.md.
${
  isApiShared
    ? 'Whoever knows the address can use the API, and computes on this machine with it.'
    : 'Models run in the visitors’ browsers. The API of this machine is not shared; --api shares it.'
}

Ctrl-C ends it.`)
}

/**
 * Once, and in any case within two seconds: a tunnel that does not close dies with the process.
 * @param {() => Promise<void>} close
 */
function endBySignal(close) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => {
      console.log('\nClosing the address…')
      void close().finally(() => process.exit(0))
      setTimeout(() => process.exit(0), 2000)
    })
}
