// @ts-check
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Advice, elapsed, parse, report } from '../support/command.js'
import { ensureInstalled } from '../support/install.js'
import { provideBrowser } from '../support/provide-browser.js'

const usage = `npm run bench                           every figure of the README's performance table
npm run bench -- --only P1,P6a          some of them
npm run bench -- --json out.json        and writes the rows as JSON
npm run bench -- --samples 21           more runs of each side than 9`

/** @param {readonly string[]} args */
export function run(args) {
  return report(async () => {
    const sinceMs = performance.now()
    const { values } = parse(
      {
        args: [...args],
        options: {
          only: { type: 'string' },
          json: { type: 'string' },
          samples: { type: 'string', default: '9' },
        },
      },
      usage,
    )
    const samples = wholeNumber(values.samples)
    await ensureInstalled()
    // Not before the installation: these need packages.
    const { ensurePeersInstalled } = await import('../../bench/peers.js')
    const { ids, measureAll } = await import('../../bench/run.js')
    const { toTable } = await import('../../bench/rows.js')
    const only = chosen(values.only, ids)
    await ensurePeersInstalled()
    const { rows, machine } = await measureAll(await provideBrowser(), { only, samples })
    console.log(`\n${toTable(rows)}\n\n${machine}\n\nMeasured in ${elapsed(sinceMs)}.`)
    if (values.json !== undefined) writeRows(values.json, rows)
  })
}

/**
 * @param {string | undefined} names
 * @param {readonly string[]} ids
 * @returns {readonly string[]}
 */
function chosen(names, ids) {
  if (names === undefined) return ids
  const wanted = names.split(',').map((name) => name.trim())
  const unknown = wanted.filter((name) => !ids.includes(name))
  if (unknown.length > 0)
    throw new Advice(`There is no ${unknown.join(', ')} here. There are ${ids.join(', ')}.`)
  return wanted
}

/** @param {string} text */
function wholeNumber(text) {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1) return value
  throw new Advice(`--samples takes a whole number from 1 on, not ${text}.`)
}

/**
 * @param {string} path Relative to where the person stood when typing: npm changes to the folder of package.json.
 * @param {readonly object[]} rows
 */
function writeRows(path, rows) {
  const file = resolve(process.env['INIT_CWD'] ?? process.cwd(), path)
  writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`)
  console.log(`Wrote ${file}`)
}
