// @ts-check
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { embedOrigins } from '../../hosting/embed-origins.js'
import { buildSite } from '../support/build-site.js'
import { Advice, elapsed, messageOf, parse, report, root } from '../support/command.js'
import { demoLines } from '../support/demo-lines.js'
import { exportFolders } from '../support/export-folders.js'
import { ensureInstalled } from '../support/install.js'
import { sizeSummary } from '../support/site-sizes.js'

const usage = `npm run build                       the site with its built-in exports, in dist/
npm run build -- <export>…          and with these exports: folders, or .onnx files
npm run build -- <export>… --only   with these exports alone
npm run build -- --url https://example.org/demo/
                                    where the site will lie, so that networks find the picture of its link
npm run build -- --isolate          for hosts that send no headers, such as GitHub Pages: threads all the same
npm run build -- --embed-origins https://a.example,https://b.example
                                    only these sites may frame a demo, and hear what it answers
npm run build -- --no-service-worker  takes the site out of browsers that keep it for offline use`

/** @param {readonly string[]} args */
export function run(args) {
  return report(async () => {
    const { values, positionals } = parse(
      {
        args: [...args],
        allowPositionals: true,
        options: {
          only: { type: 'boolean' },
          'embed-origins': { type: 'string' },
          isolate: { type: 'boolean' },
          url: { type: 'string' },
          'no-service-worker': { type: 'boolean' },
        },
      },
      usage,
    )
    const serviceWorker = values['no-service-worker'] !== true
    const isolate = values.isolate === true
    if (isolate && !serviceWorker) {
      throw new Advice('--isolate is what the service worker does: leave out --no-service-worker.')
    }
    const folders = exportFolders(positionals)
    if (values['embed-origins'] !== undefined) listOrigins(values['embed-origins'])
    if (values.url !== undefined) process.env['VITRINE_URL'] = addressOf(values.url)
    await ensureInstalled()
    const sinceMs = performance.now()
    await buildSite({
      outDir: 'dist',
      folders,
      only: values.only === true,
      serviceWorker,
      isolate,
    })
    console.log(`Built dist/ in ${elapsed(sinceMs)}`)
    if (folders.length > 0) console.log(`${demoLines(readIndex(), folders.length, (at) => at)}\n`)
    console.log(sizeSummary(join(root, 'dist')))
  })
}

/**
 * How vite.config.ts learns which sites may frame a demo.
 * @param {string} given
 */
function listOrigins(given) {
  try {
    process.env['VITRINE_EMBED_ORIGINS'] = embedOrigins(given).join(',')
  } catch (error) {
    throw new Advice(`--embed-origins: ${messageOf(error)}`)
  }
}

/**
 * How vite.config.ts learns where the site will lie.
 * @param {string} given
 */
function addressOf(given) {
  if (/^https?:\/\//.test(given) && URL.canParse(given)) return given
  throw new Advice(`--url takes an address such as https://example.org/demo/, not "${given}".`)
}

/** @returns {import('../support/demo-lines.js').DemoIndex} */
function readIndex() {
  return JSON.parse(readFileSync(join(root, 'dist/models/index.json'), 'utf8'))
}
