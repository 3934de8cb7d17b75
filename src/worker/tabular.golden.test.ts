/** The built-in table demo, from its folder to its answers: what `training/tabular` says its examples give. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openFolder } from '../../hosting/node-folder.ts'
import { readExport } from '../exports/read-export.ts'
import { createTabular } from '../pipelines/tabular.ts'
import type { TableRow } from '../protocol/table-tasks.ts'
import { openSession } from '../runtime/session.ts'
import { startNodeOrt } from '../testing/node-ort.ts'

const folder = fileURLToPath(new URL('../../public/models/penguins', import.meta.url))
const read = await readExport(await openFolder(folder, new Set()), {})
if (read.task !== 'tabular-classification') throw new Error(read.task)
const manifest = read

const session = await openSession(
  await startNodeOrt(),
  { build: 'cpu', threads: 1, reasons: [], threadReasons: [] },
  {
    requested: 'wasm',
    filesFor: () => {
      const model = new Uint8Array(readFileSync(join(folder, manifest.model)))
      return Promise.resolve({ path: manifest.model, model, external: [] })
    },
  },
)

async function answersFor(rows: readonly TableRow[]) {
  const noFile = () => Promise.reject(new Error('no file'))
  const pipeline = createTabular(manifest, { session, reader: { look: noFile, read: noFile } })
  const result = await pipeline.run(
    { kind: 'rows', rows },
    {
      signal: { aborted: false },
      breathe: () => Promise.resolve(),
      now: () => performance.now(),
      report: () => {},
    },
  )
  if (result.kind !== 'rows') throw new Error(result.kind)
  return result
}

describe('the built-in penguins', () => {
  it.each(manifest.examples)('are named as was computed beforehand: $title', async (example) => {
    const { answers } = await answersFor([example.features])
    const [best] = example.predictions!
    expect(answers[0]!.prediction).toBe(best!.class)
    expect(answers[0]!.probabilities).toHaveLength(3)
    for (const { class: name, prob } of answers[0]!.probabilities!) {
      const expected = example.predictions!.find((one) => one.class === name)!.prob
      expect(Math.abs(prob - expected)).toBeLessThanOrEqual(1e-6)
    }
  })

  it('get the same together as one by one', async () => {
    const rows = manifest.examples.map(({ features }) => features)
    const { answers, modelVersion } = await answersFor(rows)
    for (const [index, row] of rows.entries()) {
      expect((await answersFor([row])).answers[0]).toEqual(answers[index])
    }
    expect(modelVersion).toBe(manifest.modelVersion)
  })

  it('are named with less certainty where nothing is known of them', async () => {
    const { answers } = await answersFor([{}])
    expect(answers[0]!.probabilities![0]!.prob).toBeLessThan(0.6)
  })

  it('begin with a row that the form can show', () => {
    const shown = manifest.features.map(({ min = NaN, max = NaN, choices, default: given }) =>
      typeof given === 'string'
        ? choices!.includes(given)
        : min <= Number(given) && Number(given) <= max,
    )
    expect(shown).toEqual(manifest.features.map(() => true))
  })
})
