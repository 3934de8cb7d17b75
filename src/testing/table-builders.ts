import type {
  TabularClassificationManifest,
  TabularRegressionManifest,
} from '../protocol/table-manifests.ts'
import type { RowAnswer, RowsResult, TableInput } from '../protocol/table-tasks.ts'

const base = {
  layout: 'scikit-learn',
  reasons: ['vitrine.json says so'],
  files: [{ path: 'model.onnx', sizeBytes: 4_000 }],
  model: 'model.onnx',
  steps: [],
} as const

export function buildPenguins(
  parts: Partial<TabularClassificationManifest> = {},
): TabularClassificationManifest {
  return {
    ...base,
    id: 'penguins',
    title: 'Which penguin?',
    description: 'Six measurements, three species, and what would change its mind.',
    base: 'models/penguins/',
    task: 'tabular-classification',
    feeding: {
      kind: 'columns',
      inputs: [
        { input: 'bill_length_mm', type: 'float32', rank: 2 },
        { input: 'body_mass_g', type: 'int64', rank: 2 },
        { input: 'island', type: 'string', rank: 2 },
        { input: 'is_male', type: 'bool', rank: 2 },
        { input: 'remark', type: 'string', rank: 2 },
      ],
    },
    features: [
      {
        name: 'bill_length_mm',
        title: 'Bill length',
        unit: 'mm',
        kind: 'number',
        min: 30,
        max: 60,
        step: 0.1,
      },
      { name: 'body_mass_g', title: 'Body mass', unit: 'g', kind: 'integer', min: 2500, max: 6500 },
      { name: 'island', kind: 'choice', choices: ['Biscoe', 'Dream', 'Torgersen'] },
      { name: 'is_male', title: 'Male', kind: 'boolean' },
      { name: 'remark', kind: 'text', mayBeMissing: true },
    ],
    label: 'label',
    probabilities: 'probabilities',
    labels: ['Adelie', 'Chinstrap', 'Gentoo'],
    modelVersion: '1.2.0',
    examples: [
      {
        title: 'A Gentoo',
        features: { bill_length_mm: 46.1, body_mass_g: 4500, island: 'Biscoe', is_male: false },
        predictions: [
          { class: 'Gentoo', prob: 0.987 },
          { class: 'Adelie', prob: 0.009 },
          { class: 'Chinstrap', prob: 0.004 },
        ],
      },
      {
        title: 'An Adelie',
        features: { bill_length_mm: 39.1, body_mass_g: 3750, island: 'Torgersen', is_male: true },
      },
    ],
    ...parts,
  }
}

export function buildHouse(
  parts: Partial<TabularRegressionManifest> = {},
): TabularRegressionManifest {
  return {
    ...base,
    id: 'house',
    title: 'What is it worth?',
    description: 'A price from the area and the age.',
    base: 'models/house/',
    task: 'tabular-regression',
    feeding: { kind: 'matrix', input: 'X', type: 'float32' },
    features: [
      { name: 'area', unit: 'm²', kind: 'number', min: 20, max: 220 },
      { name: 'age', unit: 'years', kind: 'integer', default: 12 },
    ],
    output: 'variable',
    targets: [{ name: 'price', unit: 'EUR' }],
    examples: [],
    ...parts,
  }
}

export function buildRowAnswer(parts: Partial<RowAnswer> = {}): RowAnswer {
  return {
    prediction: 'Adelie',
    probabilities: [
      { class: 'Adelie', prob: 0.77 },
      { class: 'Chinstrap', prob: 0.2 },
      { class: 'Gentoo', prob: 0.03 },
    ],
    fromCache: false,
    ...parts,
  }
}

export function buildRows(parts: Partial<RowsResult> = {}): RowsResult {
  return {
    kind: 'rows',
    answers: [buildRowAnswer()],
    fromCache: 0,
    modelVersion: '1.2.0',
    timing: { prepareMs: 0.1, runMs: 0.3, totalMs: 0.4, cold: false },
    ...parts,
  }
}

/** The rows that a run was given. */
export function rowsIn(input: TableInput) {
  if (input.kind !== 'rows') throw new Error(`A run of ${input.kind}, not of rows`)
  return input.rows
}

/** Between Adelie and Gentoo, the longer the bill the more the latter; on Torgersen less so. */
export function fakePenguin(row: Readonly<Record<string, unknown>>): RowAnswer {
  const bill = Number(row['bill_length_mm']) - (row['island'] === 'Torgersen' ? 4 : 0)
  const gentoo = 1 / (1 + Math.exp(-(bill - 44) / 2))
  const probabilities = [
    { class: 'Gentoo', prob: gentoo },
    { class: 'Adelie', prob: 1 - gentoo },
  ].sort((a, b) => b.prob - a.prob)
  return { prediction: probabilities[0]!.class, probabilities, fromCache: false }
}

/** 3,000 a square metre, less 1,000 a year. */
export function fakeHouse(row: Readonly<Record<string, unknown>>): RowAnswer {
  const price = 3000 * Number(row['area']) - 1000 * Number(row['age'])
  return { prediction: price, values: [price], fromCache: false }
}
