/** What every export and every model of the fixtures opens as, or the exact reason why it cannot run. */
import { openAsBlob, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { everyFixture } from '../../e2e/support/every-fixture.ts'
import { hasShared, sharedFiles, sharedPath } from '../../e2e/support/shared.ts'
import { openFolder } from '../../hosting/node-folder.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { PictureManifest } from '../protocol/manifest.ts'
import type {
  TabularClassificationManifest,
  TabularRegressionManifest,
} from '../protocol/table-manifests.ts'
import { sentenceOf } from '../protocol/messages.ts'
import { readGraph } from './graph/read-graph.ts'
import { preflight } from './preflight.ts'
import { readExport } from './read-export.ts'

describe.skipIf(!hasShared)('every export and model of the fixtures', () => {
  const cases = Object.entries(everyFixture).map(([path, answer]) => ({ path, answer }))
  it.each(cases)('$path opens as what it is, or says why not', async ({ path, answer }) => {
    const expected =
      'fails' in answer
        ? { words: answer.fails, sentence: answer.says }
        : { words: answer.opens, sentence: '' }
    expect(await open(sharedPath(`fixtures/${path}`))).toEqual(expected)
  })

  it('is in this list', () => {
    const exports = readdirSync(sharedPath('fixtures/exports')).map((name) => `exports/${name}`)
    const models = sharedFiles('fixtures/models')
      .filter((path) => /\.(onnx|ort)$/.test(path))
      .map((path) => path.slice(sharedPath('fixtures/').length))
    expect(Object.keys(everyFixture).sort()).toEqual([...exports, ...models].sort())
  })
})

/** What the page would show, up to the point where ONNX Runtime itself takes over. */
async function open(path: string): Promise<{ words: string; sentence: string }> {
  try {
    const folder = await openFolder(path, new Set())
    const { model } = folder
    const manifest = await readExport(folder, model === undefined ? {} : { model })
    const graph = await readGraph(
      await openAsBlob(join(folder.root, manifest.model)),
      manifest.model,
    )
    preflight(graph)
    const { layout, task, recognised } = manifest
    const words = [layout, recognised === undefined ? task : `${task} for ${recognised}`]
    if ('preprocessing' in manifest) words.push(...ofPictures(manifest))
    if ('features' in manifest) words.push(...ofTables(manifest))
    return { words: words.join(' · '), sentence: '' }
  } catch (error) {
    if (!(error instanceof VitrineError)) throw error
    return { words: error.code, sentence: sentenceOf(error) }
  }
}

function ofTables(manifest: TabularClassificationManifest | TabularRegressionManifest): string[] {
  const words = [`${manifest.features.length} features`]
  if (manifest.task === 'tabular-regression') return words
  words.push(`${manifest.labels.length} classes`)
  return manifest.zipMap === undefined ? words : [...words, 'ZipMap']
}

function ofPictures(manifest: PictureManifest): string[] {
  const { width, height, channels, colours = 'RGB' } = manifest.preprocessing
  const words = [`${width} × ${height} ${channels === 3 ? colours : 'grey'}`]
  if (manifest.task === 'image-to-image') return [...words, manifest.output.gives]
  const count = manifest.labels.length
  if (count > 0) words.push(count === 1 ? '1 label' : `${count} labels`)
  if (manifest.task !== 'image-classification') return [...words, manifest.head.kind]
  return manifest.output === 'probabilities' ? [...words, manifest.output] : words
}
