// @ts-check
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

/**
 * What a visitor downloads, in the two figures that matter: before the page can be used, and how much
 * there is at all.
 * @param {string} site The folder of a built site.
 * @returns {string} Lines for the terminal.
 */
export function sizeSummary(site) {
  const files = readdirSync(site, { recursive: true, encoding: 'utf8' })
    .map((path) => ({ path, stats: statSync(join(site, path)) }))
    .filter(({ stats }) => stats.isFile())
    .map(({ path, stats }) => ({ path, sizeBytes: stats.size }))
  const page = readFileSync(join(site, 'index.html'), 'utf8')
  const needed = [...page.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)]
    .map((match) => match[1] ?? '')
    .map((path) => gzipSync(readFileSync(join(site, path))).length)
  const models = files.filter(({ path }) => extname(path) === '.onnx')
  return [
    `  ${files.length} files, ${megabytes(sum(files))}`,
    `  models: ${models.length}, ${megabytes(sum(models))}`,
    `  scripts and styles before the page can be used: ${kilobytes(needed)} gzip`,
  ].join('\n')
}

/** @param {readonly { sizeBytes: number }[]} files */
function sum(files) {
  return files.reduce((total, { sizeBytes }) => total + sizeBytes, 0)
}

/** @param {number} sizeBytes */
function megabytes(sizeBytes) {
  return `${(sizeBytes / 1e6).toFixed(1)} MB`
}

/** @param {readonly number[]} sizesBytes */
function kilobytes(sizesBytes) {
  return `${(sizesBytes.reduce((total, size) => total + size, 0) / 1e3).toFixed(1)} KB`
}
