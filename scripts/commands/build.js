// @ts-check
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSite } from '../support/build-site.js'
import { elapsed, parse, report, root } from '../support/command.js'
import { demoLines } from '../support/demo-lines.js'
import { exportFolders } from '../support/export-folders.js'
import { ensureInstalled } from '../support/install.js'
import { sizeSummary } from '../support/site-sizes.js'

const usage = `npm run build                       the site with its built-in exports, in dist/
npm run build -- <export>…          and with these exports: folders, or .onnx files
npm run build -- <export>… --only   with these exports alone
npm run build -- --no-service-worker  takes the site out of browsers that keep it for offline use`

/** @param {readonly string[]} args */
export function run(args) {
  return report(async () => {
    const { values, positionals } = parse(
      {
        args: [...args],
        allowPositionals: true,
        options: { only: { type: 'boolean' }, 'no-service-worker': { type: 'boolean' } },
      },
      usage,
    )
    const folders = exportFolders(positionals)
    await ensureInstalled()
    const sinceMs = performance.now()
    await buildSite({
      outDir: 'dist',
      folders,
      only: values.only === true,
      serviceWorker: values['no-service-worker'] !== true,
    })
    console.log(`Built dist/ in ${elapsed(sinceMs)}`)
    if (folders.length > 0) console.log(`${demoLines(readIndex(), folders.length, (at) => at)}\n`)
    console.log(sizeSummary(join(root, 'dist')))
  })
}

/** @returns {import('../support/demo-lines.js').DemoIndex} */
function readIndex() {
  return JSON.parse(readFileSync(join(root, 'dist/models/index.json'), 'utf8'))
}
