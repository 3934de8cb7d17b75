// @ts-check
import { join } from 'node:path'
import { buildSite } from '../support/build-site.js'
import { elapsed, parse, report, root } from '../support/command.js'
import { exportFolders } from '../support/export-folders.js'
import { ensureInstalled } from '../support/install.js'
import { sizeSummary } from '../support/site-sizes.js'

const usage = `npm run build                            the site with its built-in exports, in dist/
npm run build -- <export-folder>…        and with these exports
npm run build -- <export-folder>… --only with these exports alone`

/** @param {readonly string[]} args */
export function run(args) {
  return report(async () => {
    const { values, positionals } = parse(
      { args: [...args], allowPositionals: true, options: { only: { type: 'boolean' } } },
      usage,
    )
    const folders = exportFolders(positionals)
    await ensureInstalled()
    const sinceMs = performance.now()
    await buildSite({ outDir: 'dist', folders, only: values.only === true })
    console.log(`Built dist/ in ${elapsed(sinceMs)}`)
    console.log(sizeSummary(join(root, 'dist')))
  })
}
