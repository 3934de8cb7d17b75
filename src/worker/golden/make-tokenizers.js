/**
 * Writes tokenizers.json beside this file: what Hugging Face's own tokenizers, those in Rust, make of torture-text.js.
 *
 *     npm install --prefix /tmp/reference tokenizers@0.23.2
 *     node src/worker/golden/make-tokenizers.js /tmp/reference && npm run format
 *
 * That package (bindings/node of github.com/huggingface/tokenizers) is no dependency of the project: it is needed
 * where the numbers are made, not where they are compared. The tokenizers are those of `../shared`, beside the
 * project, and the built-in demo's. In the file of llama2, NBSP has become a space, so that three of its merges have no
 * two parts; they are left out, and could not apply: its normaliser leaves no space. Of each passage:
 *
 *     ids     without special tokens; with them they are `before`, these, `after`
 *     text    what the ids decode to, special tokens skipped, where that is not the passage itself
 *     digest  of the ids of all passages as one text, the first 16 digits of the SHA-256 of their JSON
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { tortureText } from './torture-text.js'

const [folder = '.'] = process.argv.slice(2)
const require = createRequire(resolve(folder, 'here.js'))
const { Tokenizer } = require('tokenizers')
const { version } = require('tokenizers/package.json')
const root = new URL('../../../', import.meta.url)

const paths = {
  gpt2: '../shared/fixtures/tokenizers/gpt2/',
  llama2: '../shared/fixtures/tokenizers/llama2/',
  'phi-3': '../shared/fixtures/tokenizers/phi-3/',
  't5-small': '../shared/fixtures/tokenizers/t5-small/',
  'all-MiniLM-L6-v2': '../shared/fixtures/tokenizers/all-MiniLM-L6-v2/',
  stories260k: '../shared/fixtures/exports/stories260k/',
  stories: 'public/models/stories/',
}

/** @param {number[]} ids */
const digestOf = (ids) =>
  createHash('sha256').update(JSON.stringify(ids)).digest('hex').slice(0, 16)

/** @param {string} path */
function readTokenizer(path) {
  const json = JSON.parse(readFileSync(new URL(`${path}tokenizer.json`, root), 'utf8'))
  const { merges } = json.model
  // The reference reads no file with such a merge.
  if (merges !== undefined)
    json.model.merges = merges.filter((pair) => [pair].flat().join(' ').split(' ').length === 2)
  return Tokenizer.fromString(JSON.stringify(json))
}

/** @param {string} path */
async function goldenOf(path) {
  const tokenizer = readTokenizer(path)
  tokenizer.disablePadding()
  tokenizer.disableTruncation()
  /** @type {(text: string, addSpecialTokens: boolean) => Promise<number[]>} */
  const encode = async (text, addSpecialTokens) =>
    (await tokenizer.encode(text, null, { addSpecialTokens })).getIds()

  const frame = await encode('', true)
  const probe = JSON.stringify(await encode('a', false)).slice(1, -1)
  const [before = '', after = ''] = JSON.stringify(await encode('a', true))
    .slice(1, -1)
    .split(probe)
  /** @param {string} list */
  const numbers = (list) => list.split(',').filter(Boolean).map(Number)
  const adds = { before: numbers(before), after: numbers(after) }
  if (frame.length !== adds.before.length + adds.after.length) throw new Error(`${path}: no frame`)

  /** @type {Record<string, { ids: number[], text?: string }>} */
  const passages = {}
  for (const [name, text] of Object.entries(tortureText)) {
    const ids = await encode(text, false)
    const framed = await encode(text, true)
    if (String(framed) !== String([...adds.before, ...ids, ...adds.after])) throw new Error(name)
    const decoded = ids.length === 0 ? '' : await tokenizer.decode(ids, true)
    passages[name] = { ids, ...(decoded !== text && { text: decoded }) }
  }
  const whole = await encode(Object.values(tortureText).join('\n'), false)
  return { ...adds, digest: digestOf(whole), passages }
}

/** @type {Record<string, Awaited<ReturnType<typeof goldenOf>>>} */
const tokenizers = {}
for (const [name, path] of Object.entries(paths)) tokenizers[name] = await goldenOf(path)
const golden = { madeWith: `tokenizers ${version} (npm, Rust)`, tokenizers }
writeFileSync(new URL('tokenizers.json', import.meta.url), `${JSON.stringify(golden, null, 1)}\n`)
