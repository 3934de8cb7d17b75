// @ts-check
/** The language models of P1 to P5. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../scripts/support/command.js'
import { hasFixtures } from './fixtures.js'
import { textFolders } from './exports.js'
import { promptOfLength } from './prompt.js'

/**
 * @typedef {object} TextModel
 * @property {string} id Of the demo, and of the peer's folder.
 * @property {string} title In the table.
 * @property {string} folder
 * @property {readonly number[]} contexts As many of 16, 256, 1024 and 2048 tokens as it can read, or what comes near.
 *
 * @typedef {object} Prompt
 * @property {string} text
 * @property {readonly number[]} ids
 */

/** @type {TextModel} */
export const builtInModel = {
  id: 'stories',
  title: 'built-in',
  folder: join(root, 'public/models/stories'),
  contexts: [16, 256, 448],
}

/** @type {TextModel} */
export const largeModel = {
  id: 'large-decoder',
  title: 'generated 31 M',
  folder: textFolders.large,
  contexts: [16, 256, 1024, 2048],
}

/** For what is counted. @type {TextModel} */
export const narrowModel = {
  id: 'narrow-decoder',
  title: 'generated 4 M',
  folder: textFolders.narrow,
  contexts: [],
}

/** @type {readonly TextModel[]} None where the fixtures are absent. */
export const fixtureModels = hasFixtures
  ? [
      {
        id: 'stories260k',
        title: 'stories260k',
        folder: textFolders.stories260k,
        contexts: [16, 256, 448],
      },
    ]
  : []

/**
 * @param {TextModel} model
 * @returns {Promise<(count: number) => Prompt>} Prompts of exactly so many tokens.
 */
export async function promptMaker({ folder }) {
  const encode = await loadEncoder(folder)
  return (count) => {
    const text = promptOfLength(encode, count)
    return { text, ids: encode(text) }
  }
}

/** @param {TextModel} model @returns {number} How many logits it gives for each position. */
export function vocabularySize({ folder }) {
  return JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')).vocab_size
}

/** @param {string} folder Of an export. */
export async function loadEncoder(folder) {
  const { Tokenizer } = await import('@huggingface/tokenizers')
  const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const tokenizer = new Tokenizer(read('tokenizer.json'), read('tokenizer_config.json'))
  return (/** @type {string} */ text) => tokenizer.encode(text).ids
}
